"""Models of any size, made by rule, to see that time grows with lines and no faster."""

from __future__ import annotations

__all__ = ["wide_model"]


def wide_model(components: int) -> str:
    """A model of `components` fleets; ten lines each."""
    lines = ["tenfold: 1", "name: Wide", "assumptions:", "  users: 10M users"]
    for n in range(components):
        lines.append(f"  requests_{n}: users * {n % 7 + 1} requests/user/day")
        lines.append(f"  peak_{n}: requests_{n} * 3")
    lines.append("components:")
    for n in range(components):
        lines += [
            f"  fleet_{n}:",
            "    kind: fleet",
            f"    load: peak_{n}",
            "    throughput: 800 requests/s/instance",
            "    average_load: 40%",
            f"    minimum: {n % 3 + 1} instances",
            "    price: $0.10/instance/hour",
        ]
    lines.append("figures:")
    lines += [f"  each_{n}: fleet_{n}.cost / (users)" for n in range(components)]
    return "\n".join(lines) + "\n"

"""What is known of each kind of component: from demand to needs."""

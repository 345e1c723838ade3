"""Messages of the exchange (thông điệp liên thông): made, read, broken on purpose."""

"""From files to frozen objects. The only room of the core that touches the disk; it is also the schema."""

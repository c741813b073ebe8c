"""The front door and what happens when: home page, news, events and registration."""

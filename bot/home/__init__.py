"""The Home tab: what a person is to the bot, in a page that they can change."""

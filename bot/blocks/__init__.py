"""Pure renderers: from what the domain says to Slack's text and blocks."""

"""From a message to a dialogue act: `interpreter` is the seam, `rules` what explains most messages without a model.

A message goes through one pipeline, each stage a file: `normalise` (what Slack and keyboards do to text), `spelling`,
tags for what the catalog and the talk know (`references`, `brands`, `colours`), the constraints said about these
(`measures`, `relative`, `lifting`, `price`, `brands`, `colours`, `categories`), stories told beside (`remarks`), the
`features`, and what is left: the `topic`. `deciding` tells the act: about the items shown (`about_items`), about
nothing for sale (`talk`), or about what is looked for (`following`).
"""

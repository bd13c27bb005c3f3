"""From a message to a dialogue act: `interpreter` is the seam, `rules` what explains most messages without a model.

A message goes through one pipeline, each stage a file: `normalise` (what Slack and keyboards do to text), `spelling`,
tags for what the catalog and the talk know (`references`, `brands`, `colours`), the constraints said about these
(`measures`, `relative`, `lifting`, `price`, `brands`, `colours`, `categories`, `features`), the kind of act (`acts`),
and what is left: the `topic`.
"""

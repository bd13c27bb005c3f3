"""A Slack workspace on one's own machine, strict where Slack is strict. `sandbox.server.Sandbox` is the way in."""

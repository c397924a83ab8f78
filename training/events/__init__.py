"""How the head of events in `extractors/models/events.npz` is made: `python -m training.events`."""

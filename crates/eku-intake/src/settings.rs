//! Settings from xConfiguration dumps and pasted commands.

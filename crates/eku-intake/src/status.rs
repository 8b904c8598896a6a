//! Zones, tunnels and alarms from xStatus dumps.

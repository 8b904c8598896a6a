//! xStatus dumps.

use super::Machine;

/// The dump as text.
pub(super) fn text(machine: &Machine) -> String {
    let (product, number, zone) = match machine.is_core {
        true => ("Expressway-C", 2, "TraversalClient"),
        false => ("Expressway-E", 7, "TraversalServer"),
    };
    format!(
        "*s SystemUnit: /
  Product: \"{product}\"
  Uptime: 1036800
  SystemTime: \"2026-11-20 09:30:00\"
  Software:
    Version: \"X15.5\"
    Build: \"oak_v15.5.0_rc_2\"
    Name: \"s42700\"
*s/end
*s Zones: /
  Zone {number}:
    Name: \"UC Traversal\"
    Type: \"{zone}\"
    Status: \"Failed\"
    {zone}:
      SIP:
        Status: \"Failed\"
        Cause: \"TLS negotiation failure\"
*s/end
"
    )
}

//! How JSON shows what a report names: by its stable identifier.

/// Shows each type by what it displays.
macro_rules! shown_by_identifier {
    ($($named:ty),* $(,)?) => {$(
        #[cfg(feature = "serde")]
        impl serde::Serialize for $named {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&alloc::string::ToString::to_string(self))
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $named {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> alloc::borrow::Cow<'static, str> {
                "String".into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                <str as schemars::JsonSchema>::json_schema(generator)
            }
        }
    )*};
}

/// Displays each type by its identifier.
macro_rules! displayed_by_identifier {
    ($($named:ty),* $(,)?) => {$(
        impl core::fmt::Display for $named {
            fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                formatter.write_str(self.id())
            }
        }
    )*};
}

displayed_by_identifier!(
    crate::forecast::Renewal,
    crate::issuer::IssuerKind,
    crate::report::EkuState,
);

shown_by_identifier!(
    crate::advisory::AdvisedPlace,
    crate::connection::CertificateId,
    crate::connection::ConnectionId,
    crate::connection::Party,
    crate::deployment::Service,
    crate::deployment::StoreId,
    crate::forecast::Renewal,
    crate::issuer::IssuerKind,
    crate::plan::Target,
    crate::report::EkuState,
    crate::rule::Rule,
);

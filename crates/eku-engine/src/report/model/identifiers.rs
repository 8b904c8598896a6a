//! How JSON shows what a report names: by its stable identifier.

/// Describes a type that is shown as text.
macro_rules! text_in_schema {
    ($named:ty) => {
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
    };
}

/// Shows each type by what it displays.
macro_rules! shown_by_identifier {
    ($($named:ty),* $(,)?) => {$(
        #[cfg(feature = "serde")]
        impl serde::Serialize for $named {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        text_in_schema!($named);
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
    crate::evidence::Standing,
    crate::forecast::OutlookState,
    crate::renewal::Renewal,
    crate::issuer::IssuerKind,
    crate::report::EkuState,
    crate::report::TlsRole,
    crate::verdict::NotChecked,
);

shown_by_identifier!(
    crate::evidence::Standing,
    crate::advisory::AdvisedPlace,
    crate::connection::CertificateId,
    crate::connection::ConnectionId,
    crate::connection::Party,
    crate::deployment::Service,
    crate::deployment::StoreId,
    crate::forecast::OutlookState,
    crate::renewal::Renewal,
    crate::issuer::IssuerKind,
    crate::plan::Target,
    crate::report::EkuState,
    crate::report::TlsRole,
    crate::rule::Rule,
    crate::time::Date,
    crate::verdict::NotChecked,
);

text_in_schema!(crate::time::Timestamp);

//! Certification authorities: a name, a key and the certificate of both.

use super::{Certificate, Key, Name, Template};

/// A CA that issues certificates.
#[derive(Clone, Debug)]
pub struct Authority {
    name: Name,
    key: Key,
    certificate: Certificate,
}

impl Authority {
    /// A root that signs itself.
    pub fn root(template: Template) -> Authority {
        let (name, key) = (template.subject.clone(), template.key.clone());
        let certificate = template.sign(&name, &key);
        Authority { name, key, certificate }
    }

    /// A CA below this one.
    pub fn intermediate(&self, template: Template) -> Authority {
        let certificate = self.issue(template);
        Authority {
            name: certificate.subject().clone(),
            key: certificate.key().clone(),
            certificate,
        }
    }

    /// A certificate below this CA.
    pub fn issue(&self, template: Template) -> Certificate {
        template.sign(&self.name, &self.key)
    }

    /// Another certificate for the name and key of `other`, below this CA: with one for each
    /// direction, two CAs make a loop.
    pub fn cross_sign(&self, other: &Authority, template: Template) -> Certificate {
        self.issue(template.subject(other.name.clone()).key(other.key.clone()))
    }

    /// The same CA with another certificate, for example a cross-signed one.
    ///
    /// # Panics
    ///
    /// Where the certificate is not of the same name.
    #[must_use]
    pub fn with_certificate(self, certificate: Certificate) -> Authority {
        assert!(certificate.subject() == &self.name, "the certificate has another name");
        Authority { certificate, ..self }
    }

    /// Its own certificate.
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// Its name.
    pub fn name(&self) -> &Name {
        &self.name
    }

    /// Its key.
    pub fn key(&self) -> &Key {
        &self.key
    }
}

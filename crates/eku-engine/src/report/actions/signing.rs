//! How a private CA signs a request with both purposes, and how what it made is looked at.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::request::Names;
use crate::citation::authorities::{AD_CS_TEMPLATES, CERTREQ_SUBMIT};
use crate::report::Step;

/// A request signed by a private CA, with OpenSSL or with Active Directory Certificate Services.
pub(super) fn steps(file: &str, names: &Names, with_profiles: bool) -> Vec<Step> {
    let profiles = match with_profiles {
        true => " Add DNS: and the name of each phone security profile in the request.",
        false => "",
    };
    let extensions = format!(
        "# {file}.ext\nkeyUsage = critical, digitalSignature, keyEncipherment\n\
         extendedKeyUsage = serverAuth, clientAuth\nsubjectAltName = {}",
        names.for_openssl()
    );
    Vec::from([
        Step::new(format!(
            "If your private CA is OpenSSL, save these lines as {file}.ext next to the \
             request.{profiles}"
        ))
        .running(extensions),
        Step::new("If your private CA is OpenSSL, sign the request.")
            .running(format!(
                "openssl x509 -req -in {file}.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 730 \
                 -sha256 -extfile {file}.ext -out {file}.pem"
            ))
            .showing("OpenSSL prints the subject of the request."),
        Step::new(format!(
            "If your private CA is Microsoft AD CS, run certtmpl.msc and duplicate the template \
             Web Server. On General, name the copy {TEMPLATE}. On Extensions, edit Application \
             Policies and add Client Authentication. On Subject Name, choose Supply in the \
             request. On Security, allow Read and Enroll for your account."
        ))
        .showing("Application Policies lists Client Authentication and Server Authentication.")
        .said_by(&AD_CS_TEMPLATES),
        Step::new(format!(
            "If your private CA is Microsoft AD CS, run certsrv.msc. Under Certificate Templates, choose \
             New > Certificate Template to Issue, and {TEMPLATE}."
        ))
        .showing(format!("{TEMPLATE} is in the list."))
        .said_by(&AD_CS_TEMPLATES),
        Step::new("If your private CA is Microsoft AD CS, submit the request.")
            .running(format!(
                "certreq -submit -attrib \"CertificateTemplate:{TEMPLATE}\" {file}.csr {file}.pem"
            ))
            .showing(
                "The output shows a RequestId and Issued. If the request is taken under \
                 submission, issue it in certsrv.msc under Pending Requests. Then run certreq \
                 -retrieve with that RequestId.",
            )
            .said_by(&CERTREQ_SUBMIT),
        look_at(file),
    ])
}

/// What the CA made, looked at before it is uploaded.
pub(super) fn look_at(file: &str) -> Step {
    Step::new(
        "Check the EKUs and names of the signed certificate. Some CAs sign with their own \
         template. On Windows, certutil -dump shows the same.",
    )
    .running(look_at_command(file))
    .showing(
        "The output lists Digital Signature, TLS Web Server Authentication, TLS Web Client \
         Authentication and every name of the request.",
    )
}

fn look_at_command(file: &str) -> String {
    format!(
        "openssl x509 -in {file}.pem -noout -subject -ext keyUsage,extendedKeyUsage,subjectAltName"
    )
}

/// What a certificate for clients alone shows.
pub(super) fn look_at_client(file: &str) -> Step {
    Step::new("Check the EKUs and names of the new certificate.")
        .running(look_at_command(file))
        .showing(
            "The output lists Digital Signature, TLS Web Client Authentication and every name of \
             the request.",
        )
}

/// What a certificate for servers alone shows.
pub(super) fn look_at_server(file: &str) -> Step {
    Step::new("Check the EKUs and names of the new certificate.")
        .running(look_at_command(file))
        .showing(
            "The output lists Digital Signature, TLS Web Server Authentication and every name of \
             the request. A public CA omits the client authentication that the request asks for.",
        )
}

/// What the certificate template is called that the steps have made and the command names.
const TEMPLATE: &str = "ExpresswayClientServer";

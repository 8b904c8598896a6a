//! The roots of Chrome's store.
//!
//! Made by `cargo xtask policy` from `chrome-root-store.csv`, whose head says where that comes from;
//! do not edit. A certificate counts as a root by the first eight bytes of its SHA-256: to make
//! another with those takes 2^57 attempts, and would only mislead a forecast.

use crate::time::Timestamp;

/// What Chrome's store says of one root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChromeRoot {
    /// From this day on Chrome trusts no newer certificate of it.
    pub distrusted_from: Option<Timestamp>,
}

/// The root whose SHA-256 begins with these bytes, where Chrome's store has it.
#[must_use]
pub fn root(sha256: &[u8; 8]) -> Option<ChromeRoot> {
    let place = ROOTS.binary_search_by_key(sha256, |(hash, _)| *hash).ok()?;
    let (_, days) = ROOTS.get(place)?;
    let from = Timestamp::default().plus_days((*days).into());
    Some(ChromeRoot { distrusted_from: (*days > 0).then_some(from) })
}

/// The version of the store.
pub const VERSION: u16 = 36;

/// The day on which the copy of it was read.
pub const READ: Timestamp = Timestamp::of_date(2026, 11, 28);

/// The first eight bytes of the SHA-256 of the certificate, in ascending order, and the day from which
/// no newer certificate is trusted, in days since 1970; 0 for most, which have none.
#[rustfmt::skip]
static ROOTS: [([u8; 8], u16); 104] = [
    // CN=DigiCert TLS ECC P384 Root G5, O=DigiCert, Inc., C=US
    ([1, 142, 19, 240, 119, 37, 50, 207], 0),
    // CN=D-TRUST BR Root CA 2 2023, O=D-Trust GmbH, C=DE, from 2027-09-15
    ([5, 82, 230, 248, 63, 223, 101, 232], 21076),
    // CN=TrustAsia TLS RSA Root CA, O=TrustAsia Technologies, Inc., C=CN
    ([6, 192, 141, 125, 175, 216, 118, 151], 0),
    // CN=D-TRUST EV Root CA 1 2020, O=D-Trust GmbH, C=DE, from 2027-08-31
    ([8, 23, 13, 26, 163, 100, 83, 144], 21061),
    // CN=COMODO ECC Certification Authority, O=COMODO CA Limited, L=Salford, ST=Greater Manchester, C=GB
    ([23, 147, 146, 122, 6, 20, 84, 151], 0),
    // CN=GlobalSign, O=GlobalSign, OU=GlobalSign ECC Root CA - R5
    ([23, 159, 188, 20, 138, 61, 208, 15], 0),
    // CN=Amazon Root CA 3, O=Amazon, C=US
    ([24, 206, 108, 254, 123, 241, 78, 96], 0),
    // CN=SwissSign RSA TLS Root CA 2022 - 1, O=SwissSign AG, C=CH, from 2027-06-15
    ([25, 49, 68, 244, 49, 224, 253, 219], 20984),
    // CN=Amazon Root CA 2, O=Amazon, C=US
    ([27, 165, 178, 170, 140, 101, 64, 26], 0),
    // CN=SSL.com EV Root Certification Authority ECC, O=SSL Corporation, L=Houston, ST=Texas, C=US, from 2026-06-15
    ([34, 162, 193, 247, 189, 237, 112, 76], 20619),
    // CN=Telia Root CA v2, O=Telia Finland Oyj, C=FI
    ([36, 43, 105, 116, 47, 203, 30, 91], 0),
    // CN=Izenpe.com, O=IZENPE S.A., C=ES, from 2026-04-15
    ([37, 48, 204, 142, 152, 50, 21, 2], 20558),
    // CN=GlobalSign, O=GlobalSign, OU=GlobalSign Root CA - R6
    ([44, 171, 234, 254, 55, 208, 108, 162], 0),
    // CN=Starfield Root Certificate Authority - G2, O=Starfield Technologies, Inc., L=Scottsdale, ST=Arizona, C=US
    ([44, 225, 203, 11, 249, 210, 249, 225], 0),
    // CN=TunTrust Root CA, O=Agence Nationale de Certification Electronique, C=TN
    ([46, 68, 16, 42, 181, 140, 184, 84], 0),
    // CN=SSL.com EV Root Certification Authority RSA R2, O=SSL Corporation, L=Houston, ST=Texas, C=US, from 2026-06-15
    ([46, 123, 241, 108, 194, 36, 133, 167], 20619),
    // CN=vTrus ECC Root CA, O=iTrusChina Co.,Ltd., C=CN
    ([48, 251, 186, 44, 50, 35, 142, 42], 0),
    // CN=DigiCert Global Root G3, OU=www.digicert.com, O=DigiCert Inc, C=US
    ([49, 173, 102, 72, 248, 16, 65, 56], 0),
    // CN=SSL.com Root Certification Authority ECC, O=SSL Corporation, L=Houston, ST=Texas, C=US, from 2026-06-15
    ([52, 23, 187, 6, 204, 96, 7, 218], 20619),
    // CN=GTS Root R4, O=Google Trust Services LLC, C=US
    ([52, 157, 250, 64, 88, 197, 226, 99], 0),
    // CN=GTS Root R3, O=Google Trust Services LLC, C=US
    ([52, 216, 167, 62, 226, 8, 217, 188], 0),
    // CN=Microsoft ECC Root Certificate Authority 2017, O=Microsoft Corporation, C=US
    ([53, 141, 243, 157, 118, 74, 249, 225], 0),
    // CN=DigiCert TLS RSA4096 Root G5, O=DigiCert, Inc., C=US
    ([55, 26, 0, 220, 5, 51, 179, 114], 0),
    // emailAddress=info@e-szigno.hu, CN=Microsec e-Szigno Root CA 2009, O=Microsec Ltd., L=Budapest, C=HU
    ([60, 95, 129, 254, 165, 250, 184, 44], 0),
    // CN=TWCA CYBER Root CA, OU=Root CA, O=TAIWAN-CA, C=TW
    ([63, 99, 187, 40, 20, 190, 23, 78], 0),
    // CN=HARICA TLS ECC Root CA 2021, O=Hellenic Academic and Research Institutions CA, C=GR
    ([63, 153, 204, 71, 74, 207, 206, 77], 0),
    // CN=emSign Root CA - G1, O=eMudhra Technologies Limited, OU=emSign PKI, C=IN
    ([64, 246, 175, 3, 70, 169, 154, 161], 0),
    // CN=Go Daddy Root Certificate Authority - G2, O=GoDaddy.com, Inc., L=Scottsdale, ST=Arizona, C=US
    ([69, 20, 11, 50, 71, 235, 156, 200], 0),
    // CN=TUBITAK Kamu SM SSL Kok Sertifikasi - Surum 1, OU=Kamu Sertifikasyon Merkezi - Kamu SM, O=Turkiye Bilimsel ve Teknolojik Arastirma Kurumu - TUBITAK, L=Gebze - Kocaeli, C=TR
    ([70, 237, 195, 104, 144, 70, 213, 58], 0),
    // CN=D-TRUST Root Class 3 CA 2 2009, O=D-Trust GmbH, C=DE, from 2026-05-29
    ([73, 231, 164, 66, 172, 240, 234, 98], 20602),
    // CN=GlobalSign Root R46, O=GlobalSign nv-sa, C=BE
    ([79, 163, 18, 109, 141, 58, 17, 209], 0),
    // CN=USERTrust ECC Certification Authority, O=The USERTRUST Network, L=Jersey City, ST=New Jersey, C=US
    ([79, 244, 96, 213, 75, 156, 134, 218], 0),
    // OU=Security Communication RootCA2, O=SECOM Trust Systems CO.,LTD., C=JP
    ([81, 59, 44, 236, 184, 16, 212, 205], 0),
    // CN=COMODO RSA Certification Authority, O=COMODO CA Limited, L=Salford, ST=Greater Manchester, C=GB
    ([82, 240, 225, 196, 229, 142, 198, 41], 0),
    // CN=DigiCert Trusted Root G4, OU=www.digicert.com, O=DigiCert Inc, C=US, from 2026-07-01
    ([85, 47, 123, 220, 241, 167, 175, 158], 20635),
    // CN=AC RAIZ FNMT-RCM SERVIDORES SEGUROS, organizationIdentifier=VATES-Q2826004J, OU=Ceres, O=FNMT-RCM, C=ES
    ([85, 65, 83, 177, 61, 44, 249, 221], 0),
    // CN=Actalis Authentication Root CA, O=Actalis S.p.A./03358520967, L=Milan, C=IT
    ([85, 146, 96, 132, 236, 150, 58, 100], 0),
    // CN=Telekom Security TLS ECC Root 2020, O=Deutsche Telekom Security GmbH, C=DE, from 2027-08-31
    ([87, 138, 244, 222, 208, 133, 63, 78], 21061),
    // CN=Autoridad de Certificacion Firmaprofesional CIF A62634068, C=ES
    ([87, 222, 5, 131, 239, 210, 178, 110], 0),
    // CN=TWCA Global Root CA, OU=Root CA, O=TAIWAN-CA, C=TW, from 2026-09-15
    ([89, 118, 144, 7, 247, 104, 93, 15], 20711),
    // CN=Hongkong Post Root CA 3, O=Hongkong Post, L=Hong Kong, ST=Hong Kong, C=HK
    ([90, 47, 192, 63, 12, 131, 176, 144], 0),
    // CN=Certum Trusted Network CA, OU=Certum Certification Authority, O=Unizeto Technologies S.A., C=PL
    ([92, 88, 70, 141, 85, 245, 142, 73], 0),
    // CN=CFCA EV ROOT, O=China Financial Certification Authority, C=CN
    ([92, 195, 215, 142, 78, 29, 94, 69], 0),
    // CN=IdenTrust Commercial Root CA 1, O=IdenTrust, C=US
    ([93, 86, 73, 155, 228, 210, 224, 139], 0),
    // OU=certSIGN ROOT CA G2, O=CERTSIGN SA, C=RO
    ([101, 124, 254, 47, 167, 63, 170, 56], 0),
    // CN=ISRG Root X2, O=Internet Security Research Group, C=US
    ([105, 114, 155, 142, 21, 168, 110, 252], 0),
    // CN=Certum EC-384 CA, OU=Certum Certification Authority, O=Asseco Data Systems S.A., C=PL
    ([107, 50, 128, 133, 98, 83, 24, 170], 0),
    // CN=OISTE WISeKey Global Root GB CA, OU=OISTE Foundation Endorsed, O=WISeKey, C=CH
    ([107, 156, 8, 232, 110, 176, 247, 103], 0),
    // CN=NetLock Arany (Class Gold) Főtanúsítvány, OU=Tanúsítványkiadók (Certification Services), O=NetLock Kft., L=Budapest, C=HU, from 2025-08-01
    ([108, 97, 218, 195, 162, 222, 240, 49], 20301),
    // C = US, O = Certainly, CN = Certainly Root R1
    ([119, 184, 44, 216, 100, 76, 67, 5], 0),
    // CN=Sectigo Public Server Authentication Root R46, O=Sectigo Limited, C=GB
    ([123, 182, 71, 166, 42, 238, 172, 136], 0),
    // CN=DigiCert Assured ID Root G2, OU=www.digicert.com, O=DigiCert Inc, C=US, from 2026-09-15
    ([125, 5, 235, 182, 130, 51, 159, 140], 20711),
    // CN=DigiCert Assured ID Root G3, OU=www.digicert.com, O=DigiCert Inc, C=US, from 2026-09-15
    ([126, 55, 203, 139, 76, 71, 9, 12], 20711),
    // C=DE, O=Atos, CN=Atos TrustedRoot Root CA RSA TLS 2021
    ([129, 169, 8, 142, 165, 159, 179, 100], 0),
    // CN=OISTE WISeKey Global Root GC CA, OU=OISTE Foundation Endorsed, O=WISeKey, C=CH
    ([133, 96, 249, 28, 54, 36, 218, 186], 0),
    // CN=SSL.com Root Certification Authority RSA, O=SSL Corporation, L=Houston, ST=Texas, C=US, from 2026-06-15
    ([133, 102, 106, 86, 46, 224, 190, 92], 20619),
    // CN=emSign ECC Root CA - G3, O=eMudhra Technologies Limited, OU=emSign PKI, C=IN
    ([134, 161, 236, 186, 8, 156, 74, 141], 0),
    // CN=QuoVadis Root CA 3 G3, O=QuoVadis Limited, C=BM
    ([136, 239, 129, 222, 32, 46, 176, 24], 0),
    // CN=NAVER Global Root Certification Authority, O=NAVER BUSINESS PLATFORM Corp., C=KR
    ([136, 244, 56, 220, 248, 255, 209, 250], 0),
    // CN=vTrus Root CA, O=iTrusChina Co.,Ltd., C=CN
    ([138, 113, 222, 101, 89, 51, 111, 66], 0),
    // CN=GTS Root R2, O=Google Trust Services LLC, C=US
    ([141, 37, 205, 151, 34, 157, 191, 112], 0),
    // CN=D-TRUST EV Root CA 2 2023, O=D-Trust GmbH, C=DE, from 2027-08-31
    ([142, 130, 33, 178, 231, 212, 0, 120], 21061),
    // CN=Amazon Root CA 1, O=Amazon, C=US
    ([142, 205, 230, 136, 79, 61, 135, 177], 0),
    // CN=SSL.com TLS RSA Root CA 2022, O=SSL Corporation, C=US
    ([143, 175, 125, 46, 44, 180, 112, 155], 0),
    // CN=QuoVadis Root CA 2 G3, O=QuoVadis Limited, C=BM
    ([143, 228, 251, 10, 249, 58, 77, 13], 0),
    // CN=T-TeleSec GlobalRoot Class 2, OU=T-Systems Trust Center, O=T-Systems Enterprise Services GmbH, C=DE, from 2026-05-29
    ([145, 226, 245, 120, 141, 88, 16, 235], 20602),
    // CN=ISRG Root X1, O=Internet Security Research Group, C=US
    ([150, 188, 236, 6, 38, 73, 118, 243], 0),
    // CN=Buypass Class 2 Root CA, O=Buypass AS-983163327, C=NO, from 2025-11-01
    ([154, 17, 64, 37, 25, 124, 91, 185], 20393),
    // C=ES, O=ACCV, OU=PKIACCV, CN=ACCVRAIZ1
    ([154, 110, 192, 18, 225, 167, 218, 157], 0),
    // CN=OISTE Server Root RSA G1, O=OISTE Foundation, C=CH
    ([154, 227, 98, 50, 165, 24, 159, 253], 0),
    // CN=UCA Global G2 Root, O=UniTrust, C=CN
    ([155, 234, 17, 201, 118, 254, 1, 71], 0),
    // CN=SZAFIR ROOT CA2, O=Krajowa Izba Rozliczeniowa S.A., C=PL
    ([161, 51, 157, 51, 40, 26, 11, 86], 0),
    // CN=GlobalSign, O=GlobalSign, OU=GlobalSign ECC Root CA - R4
    ([176, 133, 215, 11, 150, 79, 25, 26], 0),
    // C=DE, O=Atos, CN=Atos TrustedRoot Root CA ECC TLS 2021
    ([178, 250, 229, 62, 20, 204, 215, 171], 0),
    // C = US, O = Certainly, CN = Certainly Root E1
    ([180, 88, 95, 34, 228, 172, 117, 106], 0),
    // CN=e-Szigno TLS Root CA 2023, organizationIdentifier=VATHU-23584497, O=Microsec Ltd., L=Budapest, C=HU
    ([180, 145, 65, 80, 45, 0, 102, 61], 0),
    // CN=e-Szigno Root CA 2017, organizationIdentifier=VATHU-23584497, O=Microsec Ltd., L=Budapest, C=HU
    ([190, 176, 11, 48, 131, 155, 155, 195], 0),
    // CN=GDCA TrustAUTH R5 ROOT, O=GUANG DONG CERTIFICATE AUTHORITY CO.,LTD., C=CN
    ([191, 255, 143, 208, 68, 51, 72, 125], 0),
    // CN=TrustAsia TLS ECC Root CA, O=TrustAsia Technologies, Inc., C=CN
    ([192, 7, 107, 158, 240, 83, 31, 177], 0),
    // OU=ePKI Root Certification Authority, O=Chunghwa Telecom Co., Ltd., C=TW, from 2025-08-01
    ([192, 166, 244, 220, 99, 162, 75, 253], 20301),
    // CN=SSL.com TLS ECC Root CA 2022, O=SSL Corporation, C=US
    ([195, 47, 253, 159, 70, 249, 54, 209], 0),
    // CN=Microsoft RSA Root Certificate Authority 2017, O=Microsoft Corporation, C=US
    ([199, 65, 247, 15, 75, 42, 141, 136], 0),
    // CN=Sectigo Public Server Authentication Root E46, O=Sectigo Limited, C=GB
    ([201, 15, 38, 240, 251, 27, 64, 24], 0),
    // CN=DigiCert Global Root G2, OU=www.digicert.com, O=DigiCert Inc, C=US
    ([203, 60, 203, 183, 96, 49, 229, 224], 0),
    // CN=GlobalSign, O=GlobalSign, OU=GlobalSign Root CA - R3
    ([203, 181, 34, 215, 183, 241, 39, 173], 0),
    // CN=GlobalSign Root E46, O=GlobalSign nv-sa, C=BE
    ([203, 185, 196, 77, 132, 184, 4, 62], 0),
    // CN=UCA Extended Validation Root, O=UniTrust, C=CN
    ([212, 58, 249, 179, 84, 115, 117, 92], 0),
    // CN=Certigna Root CA, OU=0002 48146308100036, O=Dhimyotis, C=FR, from 2026-06-15
    ([212, 141, 61, 35, 238, 219, 80, 164], 20619),
    // CN=GTS Root R1, O=Google Trust Services LLC, C=US
    ([217, 71, 67, 42, 189, 231, 183, 250], 0),
    // CN=HARICA TLS RSA Root CA 2021, O=Hellenic Academic and Research Institutions CA, C=GR
    ([217, 93, 14, 142, 218, 121, 82, 91], 0),
    // CN=CA Disig Root R2, O=Disig a.s., L=Bratislava, C=SK
    ([226, 61, 74, 3, 109, 123, 112, 233], 0),
    // CN=Amazon Root CA 4, O=Amazon, C=US
    ([227, 93, 40, 65, 158, 208, 32, 37], 0),
    // CN=D-TRUST BR Root CA 1 2020, O=D-Trust GmbH, C=DE, from 2027-09-15
    ([229, 154, 170, 129, 96, 9, 194, 43], 21076),
    // CN=Security Communication ECC RootCA1, O=SECOM Trust Systems CO.,LTD., C=JP
    ([231, 79, 189, 165, 91, 213, 100, 196], 0),
    // CN=USERTrust RSA Certification Authority, O=The USERTRUST Network, L=Jersey City, ST=New Jersey, C=US
    ([231, 147, 201, 176, 47, 216, 170, 19], 0),
    // OU=AC RAIZ FNMT-RCM, O=FNMT-RCM, C=ES
    ([235, 197, 87, 12, 41, 1, 140, 77], 0),
    // CN=Buypass Class 3 Root CA, O=Buypass AS-983163327, C=NO, from 2025-11-01
    ([237, 247, 235, 188, 162, 122, 42, 56], 20393),
    // CN=D-TRUST Root Class 3 CA 2 EV 2009, O=D-Trust GmbH, C=DE, from 2026-05-29
    ([238, 197, 73, 107, 152, 140, 233, 134], 20602),
    // CN=OISTE Server Root ECC G1, O=OISTE Foundation, C=CH
    ([238, 201, 151, 192, 195, 15, 33, 111], 0),
    // CN=Telekom Security TLS RSA Root 2023, O=Deutsche Telekom Security GmbH, C=DE, from 2027-08-31
    ([239, 198, 92, 173, 187, 89, 173, 182], 21061),
    // CN=HiPKI Root CA - G1, O=Chunghwa Telecom Co., Ltd., C=TW, from 2025-08-01
    ([240, 21, 206, 60, 194, 57, 191, 239], 20301),
    // CN=ANF Secure Server Root CA, OU=ANF CA Raiz, O=ANF Autoridad de Certificacion, C=ES, serialNumber=G63287510
    ([251, 143, 236, 117, 145, 105, 185, 16], 0),
    // CN=T-TeleSec GlobalRoot Class 3, OU=T-Systems Trust Center, O=T-Systems Enterprise Services GmbH, C=DE, from 2026-05-29
    ([253, 115, 218, 211, 28, 100, 79, 241], 20602),
    // CN=Certum Trusted Root CA, OU=Certum Certification Authority, O=Asseco Data Systems S.A., C=PL
    ([254, 118, 150, 87, 56, 85, 119, 62], 0),
];

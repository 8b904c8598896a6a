//! The public roots of Mozilla's store: their names and keys.
//!
//! Made by `cargo xtask known-roots` from the crate `webpki-root-certs` 1.0.11 (CDLA-Permissive-2.0,
//! <https://crates.io/crates/webpki-root-certs/1.0.11>); do not edit. A root that stands here is
//! public; whether Chrome's rule binds it is another question, see [`crate::policy`].

/// Whether a known root has the name with this hash.
#[must_use]
pub fn has_name(name: &[u8; 8]) -> bool {
    ROOTS.binary_search_by_key(name, |(name, _)| *name).is_ok()
}

/// Whether a known root has this name and this key.
#[must_use]
pub fn has(name: &[u8; 8], key: &[u8; 16]) -> bool {
    ROOTS.binary_search(&(*name, *key)).is_ok()
}

/// The first eight bytes of the SHA-256 of the name's canonical form, and the first 16 of
/// the SHA-256 of the subjectPublicKeyInfo; in ascending order.
#[rustfmt::skip]
static ROOTS: [([u8; 8], [u8; 16]); 118] = [
    // CN=Hellenic Academic and Research Institutions ECC RootCA 2015,O=Hellenic Academic and Research Institutions Cert. Authority,L=Athens,C=GR
    ([5, 196, 122, 19, 15, 202, 65, 50], [187, 82, 8, 109, 6, 57, 232, 219, 51, 39, 117, 172, 143, 78, 132, 53]),
    // CN=OISTE WISeKey Global Root GC CA,OU=OISTE Foundation Endorsed,O=WISeKey,C=CH
    ([5, 223, 91, 155, 2, 78, 185, 27], [253, 55, 27, 234, 151, 85, 255, 96, 200, 130, 140, 132, 155, 142, 82, 21]),
    // CN=Certainly Root E1,O=Certainly,C=US
    ([5, 249, 38, 17, 237, 157, 150, 14], [30, 246, 70, 37, 218, 162, 229, 212, 51, 215, 68, 154, 227, 26, 32, 13]),
    // CN=GTS Root R1,O=Google Trust Services LLC,C=US
    ([12, 52, 16, 66, 239, 128, 95, 135], [135, 26, 145, 148, 244, 238, 213, 179, 18, 255, 64, 200, 76, 29, 82, 74]),
    // CN=Hellenic Academic and Research Institutions RootCA 2015,O=Hellenic Academic and Research Institutions Cert. Authority,L=Athens,C=GR
    ([16, 183, 200, 180, 203, 134, 193, 202], [80, 204, 134, 186, 150, 219, 50, 99, 199, 154, 67, 234, 208, 117, 83, 217]),
    // CN=Starfield Root Certificate Authority - G2,O=Starfield Technologies\\, Inc.,L=Scottsdale,ST=Arizona,C=US
    ([17, 113, 61, 200, 190, 251, 96, 96], [128, 141, 104, 179, 250, 180, 136, 74, 95, 151, 26, 206, 125, 16, 85, 13]),
    // CN=TWCA Global Root CA,OU=Root CA,O=TAIWAN-CA,C=TW
    ([17, 181, 148, 162, 178, 234, 30, 219], [196, 68, 181, 182, 108, 229, 215, 30, 27, 94, 64, 242, 115, 133, 201, 92]),
    // CN=SECOM TLS RSA Root CA 2024,O=SECOM Trust Systems Co.\\, Ltd.,C=JP
    ([19, 74, 140, 224, 36, 141, 116, 40], [240, 224, 182, 251, 232, 183, 77, 79, 130, 216, 237, 143, 139, 214, 163, 208]),
    // C=ES,O=ACCV,OU=PKIACCV,CN=ACCVRAIZ1
    ([21, 142, 81, 13, 86, 108, 240, 125], [5, 87, 10, 230, 235, 15, 206, 180, 33, 14, 109, 183, 148, 134, 183, 9]),
    // CN=UCA Extended Validation Root,O=UniTrust,C=CN
    ([22, 85, 54, 220, 37, 74, 35, 102], [92, 65, 167, 58, 178, 195, 93, 252, 215, 113, 246, 253, 110, 62, 143, 172]),
    // CN=Certigna Root CA,OU=0002 48146308100036,O=Dhimyotis,C=FR
    ([22, 186, 116, 31, 38, 133, 213, 73], [142, 128, 70, 236, 76, 172, 1, 90, 80, 124, 224, 210, 208, 21, 74, 75]),
    // CN=SSL.com EV Root Certification Authority RSA R2,O=SSL Corporation,L=Houston,ST=Texas,C=US
    ([24, 131, 237, 76, 134, 225, 188, 50], [124, 214, 124, 36, 143, 105, 216, 63, 194, 249, 187, 1, 220, 177, 247, 173]),
    // CN=TWCA CYBER Root CA,OU=Root CA,O=TAIWAN-CA,C=TW
    ([30, 8, 150, 252, 100, 94, 182, 97], [6, 96, 11, 148, 192, 49, 139, 182, 150, 127, 12, 119, 135, 204, 138, 16]),
    // CN=TUBITAK Kamu SM SSL Kok Sertifikasi - Surum 1,OU=Kamu Sertifikasyon Merkezi - Kamu SM,O=Turkiye Bilimsel ve Teknolojik Arastirma Kurumu - TUBITAK,L=Gebze - Kocaeli,C=TR
    ([30, 44, 213, 43, 64, 148, 9, 73], [85, 224, 11, 226, 119, 206, 176, 84, 82, 153, 242, 79, 217, 248, 119, 226]),
    // CN=T-TeleSec GlobalRoot Class 3,OU=T-Systems Trust Center,O=T-Systems Enterprise Services GmbH,C=DE
    ([35, 212, 129, 74, 238, 42, 64, 70], [141, 118, 119, 100, 179, 203, 218, 8, 146, 157, 7, 42, 34, 165, 97, 244]),
    // CN=GlobalSign,O=GlobalSign,OU=GlobalSign ECC Root CA - R5
    ([38, 103, 116, 79, 139, 37, 161, 237], [126, 14, 173, 118, 187, 104, 25, 220, 47, 84, 81, 26, 132, 53, 79, 110]),
    // CN=OISTE Server Root ECC G1,O=OISTE Foundation,C=CH
    ([45, 61, 164, 185, 227, 156, 3, 181], [212, 57, 221, 128, 241, 227, 188, 92, 158, 95, 19, 232, 191, 247, 168, 136]),
    // OU=Security Communication RootCA2,O=SECOM Trust Systems CO.\\,LTD.,C=JP
    ([45, 178, 3, 25, 120, 161, 5, 226], [51, 128, 112, 154, 243, 176, 150, 190, 60, 194, 164, 5, 72, 20, 44, 10]),
    // CN=DigiCert Trusted Root G4,OU=www.digicert.com,O=DigiCert Inc,C=US
    ([46, 111, 247, 51, 89, 186, 12, 16], [89, 223, 49, 123, 250, 159, 79, 10, 183, 202, 81, 77, 119, 114, 41, 106]),
    // CN=SecureSign Root CA14,O=Cybertrust Japan Co.\\, Ltd.,C=JP
    ([48, 92, 106, 252, 237, 254, 121, 213], [88, 28, 193, 88, 33, 22, 150, 148, 195, 156, 41, 145, 181, 62, 147, 171]),
    // CN=CA Disig Root R2,O=Disig a.s.,L=Bratislava,C=SK
    ([49, 130, 227, 228, 59, 233, 17, 47], [112, 33, 22, 204, 216, 191, 35, 225, 100, 102, 240, 224, 219, 160, 237, 106]),
    // CN=D-TRUST BR Root CA 2 2023,O=D-Trust GmbH,C=DE
    ([49, 208, 121, 132, 130, 114, 250, 251], [172, 118, 246, 58, 70, 231, 97, 181, 172, 195, 37, 151, 5, 201, 32, 203]),
    // OU=AC RAIZ FNMT-RCM,O=FNMT-RCM,C=ES
    ([55, 0, 48, 55, 0, 77, 235, 216], [47, 197, 102, 122, 75, 154, 38, 120, 237, 106, 198, 173, 37, 70, 95, 203]),
    // CN=AC RAIZ FNMT-RCM SERVIDORES SEGUROS,2.5.4.97=#0c0f56415445532d51323832363030344a,OU=Ceres,O=FNMT-RCM,C=ES
    ([58, 171, 75, 69, 201, 188, 73, 3], [69, 59, 116, 128, 155, 105, 1, 150, 39, 242, 248, 67, 0, 29, 181, 149]),
    // CN=Microsoft ECC Root Certificate Authority 2017,O=Microsoft Corporation,C=US
    ([62, 202, 93, 107, 164, 236, 32, 104], [53, 245, 60, 225, 38, 70, 17, 224, 51, 64, 254, 55, 225, 236, 125, 76]),
    // CN=e-Szigno TLS Root CA 2023,2.5.4.97=#0c0e56415448552d3233353834343937,O=Microsec Ltd.,L=Budapest,C=HU
    ([66, 88, 100, 218, 152, 235, 165, 89], [71, 72, 121, 0, 161, 190, 185, 238, 8, 204, 188, 17, 22, 168, 236, 85]),
    // CN=TrustAsia TLS ECC Root CA,O=TrustAsia Technologies\\, Inc.,C=CN
    ([68, 202, 145, 143, 100, 3, 48, 66], [244, 99, 46, 88, 112, 28, 11, 215, 218, 252, 126, 56, 49, 53, 94, 196]),
    // CN=DigiCert Assured ID Root G3,OU=www.digicert.com,O=DigiCert Inc,C=US
    ([73, 51, 98, 233, 213, 159, 189, 147], [21, 238, 211, 57, 89, 75, 48, 79, 140, 248, 71, 180, 119, 55, 29, 141]),
    // CN=Sectigo Public Server Authentication Root E46,O=Sectigo Limited,C=GB
    ([74, 247, 72, 85, 146, 253, 198, 98], [176, 181, 99, 53, 70, 133, 97, 245, 187, 159, 161, 45, 128, 23, 132, 166]),
    // CN=TunTrust Root CA,O=Agence Nationale de Certification Electronique,C=TN
    ([83, 244, 66, 247, 232, 206, 247, 156], [201, 66, 38, 44, 12, 124, 10, 149, 187, 21, 43, 113, 196, 37, 86, 221]),
    // CN=HARICA TLS RSA Root CA 2021,O=Hellenic Academic and Research Institutions CA,C=GR
    ([85, 26, 122, 99, 75, 148, 220, 61], [105, 60, 154, 166, 178, 69, 179, 176, 38, 22, 55, 117, 8, 99, 234, 219]),
    // CN=Buypass Class 2 Root CA,O=Buypass AS-983163327,C=NO
    ([85, 215, 228, 154, 66, 2, 107, 61], [89, 85, 174, 41, 21, 116, 169, 49, 52, 44, 247, 69, 14, 22, 101, 46]),
    // CN=Amazon Root CA 1,O=Amazon,C=US
    ([87, 85, 225, 55, 112, 221, 242, 93], [251, 227, 1, 128, 49, 249, 88, 107, 203, 244, 23, 39, 228, 23, 183, 209]),
    // CN=DigiCert TLS ECC P384 Root G5,O=DigiCert\\, Inc.,C=US
    ([89, 139, 248, 196, 171, 12, 60, 44], [160, 47, 175, 161, 146, 200, 203, 129, 203, 19, 65, 85, 79, 156, 5, 183]),
    // CN=QuoVadis Root CA 1 G3,O=QuoVadis Limited,C=BM
    ([90, 14, 78, 123, 230, 210, 240, 228], [134, 166, 143, 5, 0, 52, 18, 106, 84, 13, 57, 219, 44, 95, 145, 126]),
    // CN=SSL.com TLS RSA Root CA 2022,O=SSL Corporation,C=US
    ([97, 59, 71, 131, 240, 198, 207, 200], [43, 207, 85, 58, 102, 245, 112, 144, 13, 221, 50, 186, 109, 254, 30, 204]),
    // CN=Certum Trusted Network CA,OU=Certum Certification Authority,O=Unizeto Technologies S.A.,C=PL
    ([97, 248, 194, 56, 177, 239, 246, 159], [170, 38, 48, 167, 182, 23, 176, 77, 10, 41, 75, 171, 122, 140, 170, 165]),
    // CN=Telekom Security TLS ECC Root 2020,O=Deutsche Telekom Security GmbH,C=DE
    ([98, 178, 17, 112, 254, 167, 255, 51], [234, 176, 222, 90, 70, 65, 144, 16, 176, 27, 45, 85, 85, 63, 193, 17]),
    // CN=Starfield Services Root Certificate Authority - G2,O=Starfield Technologies\\, Inc.,L=Scottsdale,ST=Arizona,C=US
    ([99, 216, 203, 241, 203, 87, 36, 9], [43, 7, 28, 89, 160, 160, 174, 118, 176, 234, 219, 43, 173, 35, 186, 212]),
    // CN=UCA Global G2 Root,O=UniTrust,C=CN
    ([100, 169, 80, 29, 34, 217, 20, 42], [18, 85, 202, 190, 129, 82, 250, 100, 223, 148, 47, 122, 71, 65, 126, 41]),
    // CN=SSL.com Root Certification Authority RSA,O=SSL Corporation,L=Houston,ST=Texas,C=US
    ([103, 28, 216, 11, 148, 37, 143, 17], [209, 196, 83, 119, 235, 220, 214, 24, 205, 22, 81, 220, 46, 2, 194, 29]),
    // CN=SwissSign RSA TLS Root CA 2022 - 1,O=SwissSign AG,C=CH
    ([104, 10, 112, 46, 85, 195, 62, 106], [235, 201, 120, 174, 13, 217, 229, 130, 45, 107, 25, 101, 37, 150, 246, 32]),
    // CN=D-TRUST BR Root CA 1 2020,O=D-Trust GmbH,C=DE
    ([104, 247, 82, 100, 77, 249, 198, 240], [96, 63, 118, 242, 140, 159, 235, 168, 62, 199, 81, 237, 182, 108, 141, 117]),
    // CN=GlobalSign,O=GlobalSign,OU=GlobalSign Root CA - R6
    ([105, 223, 173, 13, 77, 206, 160, 146], [104, 39, 71, 248, 186, 98, 27, 135, 205, 211, 188, 41, 94, 213, 202, 188]),
    // CN=Telia EC TLS Root CA v3,O=Telia Company AB,C=SE
    ([107, 29, 160, 5, 195, 201, 182, 141], [76, 130, 29, 125, 137, 173, 240, 140, 30, 149, 28, 146, 184, 65, 180, 163]),
    // CN=Autoridad de Certificacion Firmaprofesional CIF A62634068,C=ES
    ([109, 38, 6, 212, 28, 90, 73, 224], [59, 13, 115, 180, 190, 74, 133, 74, 220, 62, 81, 215, 239, 159, 164, 138]),
    // CN=DigiCert Global Root G2,OU=www.digicert.com,O=DigiCert Inc,C=US
    ([109, 209, 48, 178, 177, 185, 37, 188], [139, 181, 147, 169, 59, 225, 208, 232, 168, 34, 187, 136, 124, 84, 120, 144]),
    // CN=SZAFIR ROOT CA2,O=Krajowa Izba Rozliczeniowa S.A.,C=PL
    ([109, 223, 110, 183, 177, 250, 190, 116], [110, 54, 75, 97, 51, 222, 239, 220, 187, 33, 39, 60, 95, 68, 90, 32]),
    // CN=D-TRUST Root Class 3 CA 2 EV 2009,O=D-Trust GmbH,C=DE
    ([112, 71, 197, 0, 108, 137, 145, 154], [255, 52, 47, 182, 196, 200, 189, 48, 164, 112, 111, 115, 72, 149, 57, 241]),
    // CN=GlobalSign,O=GlobalSign,OU=GlobalSign ECC Root CA - R4
    ([115, 34, 97, 206, 92, 87, 114, 104], [8, 179, 166, 51, 95, 206, 94, 244, 143, 143, 14, 84, 57, 134, 192, 127]),
    // CN=SecureSign Root CA15,O=Cybertrust Japan Co.\\, Ltd.,C=JP
    ([115, 139, 61, 214, 135, 123, 64, 147], [240, 1, 31, 146, 252, 249, 190, 54, 199, 165, 179, 110, 123, 200, 98, 171]),
    // CN=vTrus Root CA,O=iTrusChina Co.\\,Ltd.,C=CN
    ([115, 187, 69, 135, 116, 31, 113, 242], [224, 102, 71, 229, 38, 16, 22, 12, 62, 131, 196, 45, 34, 227, 154, 168]),
    // CN=SSL.com Root Certification Authority ECC,O=SSL Corporation,L=Houston,ST=Texas,C=US
    ([123, 232, 248, 164, 215, 85, 127, 117], [163, 32, 244, 213, 52, 215, 190, 151, 193, 174, 141, 208, 73, 151, 53, 188]),
    // CN=Hongkong Post Root CA 3,O=Hongkong Post,L=Hong Kong,ST=Hong Kong,C=HK
    ([127, 148, 179, 13, 239, 94, 95, 70], [37, 65, 229, 59, 165, 179, 176, 122, 203, 231, 9, 122, 196, 160, 62, 4]),
    // CN=Amazon Root CA 4,O=Amazon,C=US
    ([131, 142, 21, 15, 96, 160, 135, 247], [247, 236, 222, 213, 198, 96, 71, 210, 142, 214, 70, 107, 84, 60, 64, 224]),
    // CN=GTS Root R3,O=Google Trust Services LLC,C=US
    ([132, 84, 48, 238, 16, 1, 207, 129], [65, 121, 237, 217, 129, 239, 116, 116, 119, 180, 150, 38, 64, 138, 244, 61]),
    // CN=vTrus ECC Root CA,O=iTrusChina Co.\\,Ltd.,C=CN
    ([135, 222, 166, 111, 104, 127, 176, 250], [162, 70, 184, 34, 249, 108, 254, 204, 21, 81, 86, 229, 71, 105, 87, 132]),
    // CN=BJCA Global Root CA2,O=BEIJING CERTIFICATE AUTHORITY,C=CN
    ([143, 193, 62, 94, 153, 70, 197, 184], [204, 148, 165, 160, 49, 159, 247, 122, 76, 202, 221, 130, 28, 76, 89, 103]),
    // CN=NAVER Global Root Certification Authority,O=NAVER BUSINESS PLATFORM Corp.,C=KR
    ([145, 11, 6, 54, 202, 62, 236, 126], [120, 111, 250, 87, 134, 24, 195, 185, 163, 17, 23, 94, 80, 129, 111, 77]),
    // CN=Certum Trusted Network CA 2,OU=Certum Certification Authority,O=Unizeto Technologies S.A.,C=PL
    ([146, 51, 204, 203, 107, 246, 230, 171], [107, 59, 87, 233, 236, 136, 209, 187, 61, 1, 99, 127, 243, 60, 118, 152]),
    // CN=NetLock Arany (Class Gold) Főtanúsítvány,OU=Tanúsítványkiadók (Certification Services),O=NetLock Kft.,L=Budapest,C=HU
    ([149, 216, 194, 124, 140, 117, 193, 144], [244, 139, 173, 215, 223, 106, 6, 105, 13, 10, 227, 19, 115, 177, 40, 85]),
    // CN=ISRG Root X2,O=Internet Security Research Group,C=US
    ([150, 55, 180, 156, 223, 53, 162, 106], [118, 33, 149, 194, 37, 88, 110, 230, 192, 35, 116, 86, 226, 16, 125, 197]),
    // CN=Buypass Class 3 Root CA,O=Buypass AS-983163327,C=NO
    ([151, 91, 93, 68, 209, 212, 229, 136], [176, 61, 135, 176, 86, 208, 140, 201, 212, 230, 117, 239, 25, 202, 131, 171]),
    // CN=DigiCert Global Root G3,OU=www.digicert.com,O=DigiCert Inc,C=US
    ([151, 119, 77, 13, 87, 212, 63, 139], [185, 76, 25, 131, 0, 206, 197, 192, 87, 173, 7, 39, 183, 11, 190, 145]),
    // CN=COMODO RSA Certification Authority,O=COMODO CA Limited,L=Salford,ST=Greater Manchester,C=GB
    ([151, 120, 119, 102, 30, 60, 246, 102], [130, 181, 248, 77, 175, 71, 165, 156, 122, 181, 33, 228, 152, 42, 239, 164]),
    // CN=ANF Secure Server Root CA,OU=ANF CA Raiz,O=ANF Autoridad de Certificacion,C=ES,SERIALNUMBER=G63287510
    ([154, 158, 154, 97, 207, 117, 183, 185], [154, 82, 255, 106, 60, 182, 227, 83, 160, 133, 103, 224, 220, 156, 57, 91]),
    // CN=DigiCert TLS RSA4096 Root G5,O=DigiCert\\, Inc.,C=US
    ([156, 88, 60, 254, 167, 179, 28, 38], [106, 151, 181, 28, 130, 25, 233, 62, 93, 236, 100, 186, 213, 128, 108, 222]),
    // CN=Go Daddy Root Certificate Authority - G2,O=GoDaddy.com\\, Inc.,L=Scottsdale,ST=Arizona,C=US
    ([161, 25, 204, 0, 201, 78, 2, 175], [42, 143, 45, 138, 240, 235, 18, 56, 152, 247, 76, 134, 106, 195, 250, 102]),
    // CN=HARICA TLS ECC Root CA 2021,O=Hellenic Academic and Research Institutions CA,C=GR
    ([161, 252, 100, 199, 146, 159, 232, 70], [252, 120, 67, 0, 236, 141, 244, 211, 209, 186, 215, 99, 131, 81, 130, 145]),
    // CN=GDCA TrustAUTH R5 ROOT,O=GUANG DONG CERTIFICATE AUTHORITY CO.\\,LTD.,C=CN
    ([163, 120, 36, 190, 17, 36, 52, 80], [206, 177, 148, 17, 198, 80, 82, 199, 87, 249, 65, 235, 130, 108, 150, 148]),
    // CN=OISTE Server Root RSA G1,O=OISTE Foundation,C=CH
    ([170, 10, 231, 157, 210, 189, 27, 131], [185, 100, 225, 65, 211, 165, 92, 174, 24, 14, 166, 161, 168, 212, 162, 151]),
    // CN=Telia RSA TLS Root CA v3,O=Telia Company AB,C=SE
    ([174, 182, 197, 102, 77, 102, 161, 19], [83, 108, 253, 174, 138, 98, 87, 191, 20, 38, 108, 67, 40, 89, 88, 208]),
    // CN=Amazon Root CA 2,O=Amazon,C=US
    ([175, 147, 159, 218, 165, 242, 137, 131], [127, 66, 150, 252, 91, 106, 78, 59, 53, 211, 195, 105, 98, 62, 54, 74]),
    // CN=TWCA Root Certification Authority,OU=Root CA,O=TAIWAN-CA,C=TW
    ([177, 44, 190, 141, 115, 16, 171, 59], [146, 196, 104, 121, 98, 110, 242, 204, 30, 206, 165, 12, 114, 251, 94, 56]),
    // CN=D-TRUST EV Root CA 2 2023,O=D-Trust GmbH,C=DE
    ([178, 42, 120, 20, 207, 172, 25, 85], [231, 83, 205, 217, 241, 52, 19, 199, 202, 156, 218, 130, 150, 47, 140, 12]),
    // C=DE,O=Atos,CN=Atos TrustedRoot Root CA ECC TLS 2021
    ([179, 168, 99, 9, 108, 102, 61, 120], [96, 137, 99, 199, 140, 69, 94, 110, 52, 176, 114, 70, 138, 206, 9, 86]),
    // CN=Certum Trusted Root CA,OU=Certum Certification Authority,O=Asseco Data Systems S.A.,C=PL
    ([180, 181, 4, 108, 56, 193, 239, 55], [104, 29, 196, 130, 194, 150, 200, 64, 44, 110, 187, 32, 230, 131, 9, 163]),
    // CN=COMODO ECC Certification Authority,O=COMODO CA Limited,L=Salford,ST=Greater Manchester,C=GB
    ([183, 86, 107, 89, 50, 106, 243, 237], [231, 202, 145, 187, 251, 177, 135, 136, 5, 123, 58, 128, 112, 68, 110, 165]),
    // CN=USERTrust ECC Certification Authority,O=The USERTRUST Network,L=Jersey City,ST=New Jersey,C=US
    ([185, 124, 130, 244, 141, 97, 201, 148], [32, 33, 145, 126, 152, 38, 57, 69, 200, 89, 196, 63, 29, 115, 203, 65]),
    // CN=IdenTrust Commercial Root CA 1,O=IdenTrust,C=US
    ([186, 48, 87, 231, 183, 79, 156, 8], [7, 232, 84, 242, 106, 124, 189, 56, 153, 39, 170, 4, 27, 254, 241, 182]),
    // CN=Certainly Root R1,O=Certainly,C=US
    ([187, 70, 154, 183, 82, 118, 31, 133], [63, 147, 243, 252, 247, 157, 34, 93, 33, 62, 239, 106, 74, 63, 88, 133]),
    // CN=Security Communication ECC RootCA1,O=SECOM Trust Systems CO.\\,LTD.,C=JP
    ([187, 205, 208, 26, 190, 105, 73, 105], [51, 41, 191, 161, 59, 96, 7, 171, 95, 195, 113, 63, 10, 203, 40, 148]),
    // CN=D-TRUST Root Class 3 CA 2 2009,O=D-Trust GmbH,C=DE
    ([192, 150, 14, 201, 177, 12, 95, 141], [236, 160, 241, 129, 64, 44, 231, 168, 101, 43, 49, 180, 208, 54, 223, 36]),
    // CN=GlobalSign Root E46,O=GlobalSign nv-sa,C=BE
    ([193, 181, 147, 168, 35, 174, 177, 2], [224, 74, 2, 44, 227, 47, 76, 207, 44, 127, 96, 70, 40, 123, 130, 138]),
    // CN=ISRG Root X1,O=Internet Security Research Group,C=US
    ([194, 143, 182, 192, 48, 7, 188, 253], [11, 159, 165, 165, 158, 237, 113, 92, 38, 193, 2, 12, 113, 27, 79, 110]),
    // CN=QuoVadis Root CA 3 G3,O=QuoVadis Limited,C=BM
    ([200, 253, 190, 37, 171, 117, 119, 255], [243, 67, 142, 35, 179, 206, 83, 37, 34, 250, 207, 48, 121, 35, 245, 143]),
    // C=DE,O=Atos,CN=Atos TrustedRoot Root CA RSA TLS 2021
    ([203, 30, 241, 161, 244, 45, 122, 29], [247, 202, 119, 166, 16, 227, 212, 36, 71, 36, 6, 146, 219, 213, 124, 253]),
    // CN=GTS Root R4,O=Google Trust Services LLC,C=US
    ([206, 11, 223, 202, 21, 191, 136, 111], [152, 71, 229, 101, 62, 94, 158, 132, 117, 22, 229, 203, 129, 134, 6, 170]),
    // CN=Amazon Root CA 3,O=Amazon,C=US
    ([207, 19, 237, 147, 104, 209, 139, 236], [54, 171, 195, 38, 86, 172, 252, 100, 92, 97, 183, 22, 19, 196, 191, 33]),
    // CN=SSL.com EV Root Certification Authority ECC,O=SSL Corporation,L=Houston,ST=Texas,C=US
    ([212, 204, 138, 116, 25, 38, 91, 16], [52, 135, 103, 205, 173, 59, 221, 40, 178, 184, 221, 83, 81, 174, 195, 12]),
    // CN=T-TeleSec GlobalRoot Class 2,OU=T-Systems Trust Center,O=T-Systems Enterprise Services GmbH,C=DE
    ([213, 111, 206, 86, 147, 147, 234, 216], [97, 6, 192, 227, 160, 162, 153, 131, 24, 117, 18, 123, 215, 211, 204, 24]),
    // CN=GlobalSign Root R46,O=GlobalSign nv-sa,C=BE
    ([214, 194, 28, 13, 62, 8, 157, 175], [174, 127, 150, 44, 185, 230, 167, 219, 247, 184, 51, 251, 24, 250, 155, 113]),
    // CN=IdenTrust Public Sector Root CA 1,O=IdenTrust,C=US
    ([215, 248, 105, 175, 59, 137, 19, 76], [88, 221, 97, 254, 179, 110, 167, 210, 88, 114, 67, 113, 112, 145, 73, 203]),
    // CN=TrustAsia Global Root CA G3,O=TrustAsia Technologies\\, Inc.,C=CN
    ([216, 178, 87, 54, 176, 80, 169, 111], [134, 133, 173, 133, 15, 127, 86, 205, 22, 148, 59, 203, 112, 180, 52, 231]),
    // CN=GlobalSign,O=GlobalSign,OU=GlobalSign Root CA - R3
    ([216, 230, 250, 155, 118, 83, 225, 228], [112, 107, 177, 1, 124, 133, 92, 89, 22, 155, 173, 92, 23, 129, 207, 89]),
    // CN=Izenpe.com,O=IZENPE S.A.,C=ES
    ([219, 156, 50, 147, 29, 97, 45, 205], [149, 44, 32, 57, 192, 36, 62, 181, 21, 221, 115, 216, 63, 195, 100, 49]),
    // EMAILADDRESS=info@e-szigno.hu,CN=Microsec e-Szigno Root CA 2009,O=Microsec Ltd.,L=Budapest,C=HU
    ([220, 148, 124, 233, 249, 255, 109, 117], [97, 97, 103, 32, 20, 51, 174, 166, 200, 229, 227, 7, 10, 252, 175, 103]),
    // CN=USERTrust RSA Certification Authority,O=The USERTRUST Network,L=Jersey City,ST=New Jersey,C=US
    ([221, 188, 147, 107, 162, 153, 63, 76], [199, 132, 51, 61, 32, 188, 215, 66, 185, 253, 195, 35, 111, 78, 80, 155]),
    // CN=OISTE WISeKey Global Root GB CA,OU=OISTE Foundation Endorsed,O=WISeKey,C=CH
    ([223, 13, 189, 193, 90, 125, 255, 45], [20, 159, 46, 230, 59, 154, 94, 88, 3, 36, 10, 119, 13, 201, 145, 252]),
    // CN=Telekom Security TLS RSA Root 2023,O=Deutsche Telekom Security GmbH,C=DE
    ([227, 65, 245, 167, 238, 21, 31, 216], [14, 5, 233, 187, 35, 134, 158, 182, 137, 220, 86, 131, 157, 206, 196, 117]),
    // CN=Telia Root CA v2,O=Telia Finland Oyj,C=FI
    ([227, 87, 187, 21, 20, 230, 95, 161], [194, 179, 195, 26, 74, 41, 133, 10, 168, 243, 207, 71, 42, 17, 105, 255]),
    // CN=e-Szigno Root CA 2017,2.5.4.97=#0c0e56415448552d3233353834343937,O=Microsec Ltd.,L=Budapest,C=HU
    ([229, 235, 88, 213, 33, 40, 217, 199], [66, 67, 22, 39, 234, 118, 204, 120, 105, 127, 145, 94, 52, 85, 177, 178]),
    // CN=Actalis Authentication Root CA,O=Actalis S.p.A./03358520967,L=Milan,C=IT
    ([230, 246, 121, 12, 133, 51, 115, 171], [37, 212, 145, 60, 245, 135, 9, 116, 20, 210, 157, 38, 246, 193, 177, 148]),
    // CN=TrustAsia Global Root CA G4,O=TrustAsia Technologies\\, Inc.,C=CN
    ([233, 158, 40, 79, 168, 158, 150, 114], [7, 162, 144, 77, 75, 255, 150, 4, 234, 19, 49, 174, 153, 14, 159, 254]),
    // CN=D-TRUST EV Root CA 1 2020,O=D-Trust GmbH,C=DE
    ([234, 194, 46, 3, 181, 56, 180, 45], [157, 55, 228, 169, 137, 234, 179, 136, 45, 17, 96, 82, 252, 139, 88, 68]),
    // CN=SECOM TLS ECC Root CA 2024,O=SECOM Trust Systems Co.\\, Ltd.,C=JP
    ([234, 219, 63, 80, 143, 219, 161, 168], [41, 70, 121, 224, 249, 127, 253, 71, 79, 25, 86, 123, 54, 56, 35, 148]),
    // CN=HiPKI Root CA - G1,O=Chunghwa Telecom Co.\\, Ltd.,C=TW
    ([234, 247, 92, 22, 199, 199, 184, 4], [121, 202, 175, 83, 71, 230, 228, 169, 76, 142, 120, 169, 132, 150, 252, 116]),
    // CN=TrustAsia TLS RSA Root CA,O=TrustAsia Technologies\\, Inc.,C=CN
    ([236, 122, 42, 27, 124, 236, 25, 246], [86, 40, 135, 46, 36, 95, 230, 97, 72, 184, 11, 173, 234, 201, 196, 15]),
    // CN=SSL.com TLS ECC Root CA 2022,O=SSL Corporation,C=US
    ([238, 70, 237, 161, 183, 29, 237, 132], [27, 240, 13, 92, 143, 19, 192, 148, 221, 23, 224, 5, 4, 207, 8, 136]),
    // CN=BJCA Global Root CA1,O=BEIJING CERTIFICATE AUTHORITY,C=CN
    ([239, 29, 206, 53, 44, 160, 8, 69], [235, 197, 95, 33, 232, 141, 73, 237, 232, 28, 0, 117, 171, 8, 179, 199]),
    // CN=CFCA EV ROOT,O=China Financial Certification Authority,C=CN
    ([241, 32, 232, 194, 108, 129, 21, 122], [221, 94, 209, 192, 144, 249, 244, 72, 6, 27, 170, 148, 166, 187, 17, 1]),
    // CN=QuoVadis Root CA 2 G3,O=QuoVadis Limited,C=BM
    ([241, 151, 37, 94, 187, 167, 204, 132], [74, 73, 237, 189, 47, 143, 130, 48, 189, 85, 146, 179, 19, 87, 63, 225]),
    // OU=certSIGN ROOT CA G2,O=CERTSIGN SA,C=RO
    ([242, 128, 41, 0, 67, 186, 239, 24], [203, 173, 123, 29, 56, 72, 73, 223, 9, 70, 183, 238, 142, 127, 95, 124]),
    // CN=Certum EC-384 CA,OU=Certum Certification Authority,O=Asseco Data Systems S.A.,C=PL
    ([245, 82, 250, 73, 129, 214, 176, 159], [222, 123, 105, 50, 233, 196, 69, 130, 206, 13, 224, 122, 189, 171, 126, 234]),
    // CN=Sectigo Public Server Authentication Root R46,O=Sectigo Limited,C=GB
    ([249, 220, 211, 224, 90, 189, 132, 223], [14, 139, 177, 139, 190, 239, 179, 129, 190, 33, 191, 193, 162, 6, 211, 23]),
    // CN=DigiCert Assured ID Root G2,OU=www.digicert.com,O=DigiCert Inc,C=US
    ([253, 64, 12, 243, 60, 135, 191, 115], [241, 198, 186, 103, 12, 252, 136, 228, 223, 82, 151, 60, 174, 66, 15, 10]),
    // CN=Microsoft RSA Root Certificate Authority 2017,O=Microsoft Corporation,C=US
    ([253, 254, 106, 17, 150, 85, 31, 160], [178, 247, 41, 139, 82, 191, 44, 60, 172, 77, 223, 231, 45, 228, 214, 130]),
    // CN=emSign Root CA - G1,O=eMudhra Technologies Limited,OU=emSign PKI,C=IN
    ([254, 204, 245, 202, 175, 253, 47, 74], [55, 106, 26, 112, 130, 165, 147, 220, 204, 32, 213, 97, 209, 25, 233, 171]),
];

/**
 * A certificate for the name localhost, signed by itself, for servers that specs make up. It protects nothing.
 *
 *     openssl req -new -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -days 36500 -nodes \
 *       -subj '/CN=oxbow specs' -addext 'subjectAltName=DNS:localhost'
 */
export const certificate: string = `-----BEGIN CERTIFICATE-----
MIIBmTCCAT+gAwIBAgIUP0KBegcQE7nTaNEblWiCHne5qNkwCgYIKoZIzj0EAwIw
FjEUMBIGA1UEAwwLb3hib3cgc3BlY3MwIBcNMjYxMTIyMTcwMDU4WhgPMjEyNjEw
MjkxNzAwNThaMBYxFDASBgNVBAMMC294Ym93IHNwZWNzMFkwEwYHKoZIzj0CAQYI
KoZIzj0DAQcDQgAEvUaPyZ9gXF/253l7YwRFxKNm5j2byFY62S7vzy04z+eVgS+U
1RvfwaCdlV7iiif2JZZoo1aPyoRSBLofvoxiWKNpMGcwHQYDVR0OBBYEFGZN3YWi
tiTeI9YDxDLR8wLrgV4ZMB8GA1UdIwQYMBaAFGZN3YWitiTeI9YDxDLR8wLrgV4Z
MA8GA1UdEwEB/wQFMAMBAf8wFAYDVR0RBA0wC4IJbG9jYWxob3N0MAoGCCqGSM49
BAMCA0gAMEUCIQC+1mrw47PVwpd5ASRQzPm37PDHtU3Kx1yptfX0F8z2pgIgbD9+
Oc5NeYx7lh+B/ojTrKIO+D+qaT+fC5UvsoUIGlM=
-----END CERTIFICATE-----
`

export const key: string = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgcNQxR4cs+ZRxp/75
k7PvbN9+ImluvBcCO2gOEldrXnyhRANCAAS9Ro/Jn2BcX/bneXtjBEXEo2bmPZvI
VjrZLu/PLTjP55WBL5TVG9/BoJ2VXuKKJ/YllmijVo/KhFIEuh++jGJY
-----END PRIVATE KEY-----
`

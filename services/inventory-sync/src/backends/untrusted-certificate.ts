/**
 * For one test only: a certificate for `localhost` that signs itself, and its key, which guards nothing. Nobody trusts it, so a client
 * that verifies TLS refuses it. It expires in 2126.
 */
export const untrustedCertificate = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg9hK2zFW3LcbApD43
prv4h+hFgEQ8F7/vCyuiq6zZ7KuhRANCAASOjBzLA1bfD9VektdchSHX50OzGEtD
Gai7CdjgmNn99tDp4LdW2OmIo2T9q6Xjx8S3+WF2OSJUMbkIyQUccIaw
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBnDCCAUGgAwIBAgIUFS1luHAR0Jsad8SWfORhNz5Zz0gwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTA5MjcwNVoYDzIxMjYxMDI4
MDkyNzA1WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASOjBzLA1bfD9VektdchSHX50OzGEtDGai7CdjgmNn99tDp4LdW2OmI
o2T9q6Xjx8S3+WF2OSJUMbkIyQUccIawo28wbTAdBgNVHQ4EFgQU0AnjtS8fsOet
Qbu911pIhrBjxkMwHwYDVR0jBBgwFoAU0AnjtS8fsOetQbu911pIhrBjxkMwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSQAwRgIhAL0SR8+/4QbLavYvZVpN0s5YkhfVtlXl9xjDJZLVeuSBAiEA
8gXJs9NMpTgkgR3gDvgS/eNkInYHwvNvrQqwjy1UjNI=
-----END CERTIFICATE-----`,
};

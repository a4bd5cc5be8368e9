## cert

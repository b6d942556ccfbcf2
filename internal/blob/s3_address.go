package blob

import (
	"errors"
	"net"
	"net/url"
	"strings"
)

// bucket is an S3 address, taken apart.
type bucket struct {
	endpoint, region, key, name string
	plain                       bool // without TLS, on this machine alone
}

// IsS3 says whether an address names a bucket and not a folder.
func IsS3(address string) bool { return strings.HasPrefix(address, "s3://") }

var errAddress = errors.New("write s3://KEY@HOST/BUCKET?region=REGION")

// parseS3 reads s3://KEY@HOST/BUCKET?region=REGION&tls=off. The secret is never part of it:
// addresses end in logs and process lists.
func parseS3(address string) (b bucket, err error) {
	u, err := url.Parse(address)
	if err != nil {
		return b, errAddress // without its cause, which repeats the address
	}
	b = bucket{endpoint: u.Host, region: u.Query().Get("region"), key: u.User.Username(), name: strings.Trim(u.Path, "/"), plain: u.Query().Get("tls") == "off"}
	_, secret := u.User.Password()
	switch {
	case secret:
		return b, errors.New("leave the secret out of the address and put it into TARAZU_BLOB_SECRET")
	case u.Scheme != "s3" || b.endpoint == "" || b.key == "" || b.name == "" || strings.Contains(b.name, "/"):
		return b, errAddress
	case b.plain && !onThisMachine(u.Hostname()):
		return b, errors.New("tls=off is for a store on this machine: papers would travel readable")
	}
	for name := range u.Query() {
		if name != "region" && name != "tls" {
			return b, errors.New(name + " is not known; " + errAddress.Error())
		}
	}
	return b, nil
}

func onThisMachine(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

package blob

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"time"

	"github.com/minio/minio-go/v7"
)

// told turns what the S3 service or the way to it said into a fault of ours.
func told(err error) error {
	var said minio.ErrorResponse
	var network net.Error
	switch {
	case err == nil || errors.Is(err, io.EOF) || errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, context.DeadlineExceeded):
		return ErrStoreSlow.Because(err)
	case errors.As(err, &said):
		return answered(said)
	case errors.As(err, &network) && network.Timeout():
		return ErrStoreSlow.Because(err)
	}
	return ErrStoreGone.Because(err)
}

func answered(said minio.ErrorResponse) error {
	switch {
	case said.Code == minio.NoSuchKey:
		return ErrUnknown.Because(said)
	case said.StatusCode >= http.StatusInternalServerError || said.StatusCode == http.StatusTooManyRequests:
		return ErrStoreGone.Because(said)
	}
	return ErrStoreRefused.Because(said)
}

// standsAlready: the same name was there, or is being written by another node just now.
func standsAlready(err error) bool {
	var said minio.ErrorResponse
	return errors.As(err, &said) && (said.StatusCode == http.StatusPreconditionFailed || said.StatusCode == http.StatusConflict)
}

// impatient is a transport that does not wait for a service that is silent. A limit for a
// whole answer would punish large files on slow lines: silence is what we give up on.
func impatient() http.RoundTripper {
	dialer := &net.Dialer{Timeout: dialTime}
	return &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		MaxIdleConnsPerHost:   64,
		IdleConnTimeout:       answerTime / 2,
		TLSHandshakeTimeout:   dialTime,
		ResponseHeaderTimeout: answerTime,
		DisableCompression:    true, // hashes are of the bytes as they lie
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			conn, err := dialer.DialContext(ctx, network, address)
			return restless{conn}, err
		},
	}
}

// restless ends a connection on which nothing moves.
type restless struct{ net.Conn }

func (r restless) Read(p []byte) (int, error) {
	if err := r.SetReadDeadline(time.Now().Add(answerTime)); err != nil { //nolint:forbidigo // the network's clock, not the law's
		return 0, err
	}
	return r.Conn.Read(p)
}

func (r restless) Write(p []byte) (int, error) {
	if err := r.SetWriteDeadline(time.Now().Add(answerTime)); err != nil { //nolint:forbidigo // the network's clock, not the law's
		return 0, err
	}
	return r.Conn.Write(p)
}

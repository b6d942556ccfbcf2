package blob

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// Bucket is a store in a bucket of an S3 service. Any number of nodes may use one.
type Bucket struct {
	client *minio.Client
	name   string
	spool  string // folder in which uploads grow; they are nobody's after a crash
}

// Patience with the service.
const (
	dialTime   = 3 * time.Second
	answerTime = 10 * time.Second // until it answers, and between two pieces of an answer
	putTime    = 60 * time.Second // one file, all tries together
	tries      = 3
)

// OpenS3 opens the bucket at an address of the form s3://KEY@HOST/BUCKET?region=REGION.
// It has to be there and to take our key. Uploads grow in the folder spool.
func OpenS3(ctx context.Context, address, secret, spool string) (*Bucket, error) {
	at, err := parseS3(address)
	if err != nil {
		return nil, err
	}
	client, err := minio.New(at.endpoint, &minio.Options{
		Creds: credentials.NewStaticV4(at.key, secret, ""), Secure: !at.plain, Region: at.region,
		Transport: impatient(), MaxRetries: tries, TrailingHeaders: true, // without them no checksum of our own is taken
	})
	if err != nil {
		return nil, fmt.Errorf("open the bucket: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	there, err := client.BucketExists(ctx, at.name)
	if err != nil {
		return nil, told(err)
	}
	if !there {
		return nil, ErrStoreRefused.Because(fmt.Errorf("there is no bucket %s at %s", at.name, at.endpoint))
	}
	return &Bucket{client: client, name: at.name, spool: spool}, nil
}

// Put keeps what r gives, up to limit bytes, and returns when the service has confirmed it.
func (b *Bucket) Put(ctx context.Context, r io.Reader, limit int64) (Ref, error) {
	ref, _, err := b.receive(ctx, r, limit, nil)
	return ref, err
}

// Keep is Put for an upload: it is looked at before it is kept, under the standard limits.
func (b *Bucket) Keep(ctx context.Context, r io.Reader) (Ref, Kind, error) {
	return b.receive(ctx, r, MaxFileBytes, standard(ctx))
}

func (b *Bucket) receive(ctx context.Context, r io.Reader, limit int64, judge look) (Ref, Kind, error) {
	file, err := spool(ctx, b.spool, r, limit, judge)
	if err != nil {
		return Ref{}, Kind{}, err
	}
	defer file.drop()
	ctx, cancel := context.WithTimeout(ctx, putTime)
	defer cancel()
	return file.ref, file.kind, b.settle(ctx, file)
}

// settle sends the file under its name unless it stands there. A file of another size under
// that name was damaged and is sent again.
func (b *Bucket) settle(ctx context.Context, file *spooled) error {
	once := minio.PutObjectOptions{}
	once.SetMatchETagExcept("*") // If-None-Match
	err := b.send(ctx, file, once)
	if !standsAlready(err) {
		return told(err)
	}
	kept, err := b.client.StatObject(ctx, b.name, object(file.ref.Hash), minio.StatObjectOptions{})
	if err == nil && kept.Size != file.ref.Size {
		err = b.send(ctx, file, minio.PutObjectOptions{})
	}
	return told(err)
}

// send gives the service the hash to check what arrives against; we have it at hand. Without
// parts: If-None-Match is asked for the whole.
func (b *Bucket) send(ctx context.Context, file *spooled, options minio.PutObjectOptions) error {
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	sum, err := hex.DecodeString(file.ref.Hash)
	if err != nil {
		return err
	}
	options.UserMetadata = map[string]string{"x-amz-checksum-sha256": base64.StdEncoding.EncodeToString(sum)}
	options.ContentType, options.DisableMultipart = "application/octet-stream", true
	_, err = b.client.PutObject(ctx, b.name, object(file.ref.Hash), file.File, file.ref.Size, options)
	return err
}

// object names a file as Folder does, so that either can be copied into the other.
func object(hash string) string { return hash[:2] + "/" + hash[2:] }

// Open gives a kept file; it is fetched as it is read, from where it is read.
func (b *Bucket) Open(ctx context.Context, hash string) (io.ReadSeekCloser, error) {
	if !isHash(hash) {
		return nil, ErrUnknown
	}
	remote, err := b.client.GetObject(ctx, b.name, object(hash), minio.GetObjectOptions{})
	if err != nil {
		return nil, told(err)
	}
	if _, err := remote.Stat(); err != nil {
		_ = remote.Close() // nothing was read of it
		return nil, told(err)
	}
	return reader{remote}, nil
}

// reader tells our own faults.
type reader struct{ *minio.Object }

func (r reader) Read(p []byte) (int, error) {
	n, err := r.Object.Read(p)
	return n, told(err)
}

func (r reader) Seek(offset int64, whence int) (int64, error) {
	at, err := r.Object.Seek(offset, whence)
	return at, told(err)
}

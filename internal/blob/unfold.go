package blob

import (
	"bytes"
	"compress/zlib"
	"context"
	"io"
	"regexp"
)

// maxUnfolded is what all streams that a parser keeps unfolded may come to together.
// pdfcpu bounds each stream alone; a file of 20 MB can hold thousands of them.
const maxUnfolded = 64 << 20

var (
	streamWord = []byte("stream")
	escaped    = regexp.MustCompile(`#[0-9A-Fa-f]{2}`)
	kept       = regexp.MustCompile(`/(ObjStm|XRef)\b`)
	filters    = regexp.MustCompile(`/(ASCIIHexDecode|AHx|ASCII85Decode|A85|LZWDecode|LZW|FlateDecode|Fl|RunLengthDecode|RL|CCITTFaxDecode|DCTDecode|JBIG2Decode|JPXDecode|Crypt)\b`)
)

// refuseBombs unfolds the streams of objects, keeping nothing, until the sum is too much.
// Such streams cannot lie inside others, so the plain bytes show every one of them.
func refuseBombs(ctx context.Context, r io.ReadSeeker) error {
	file, err := io.ReadAll(io.LimitReader(r, MaxFileBytes+1))
	if err != nil {
		return ErrBroken.Because(err)
	}
	left := int64(maxUnfolded)
	for at := 0; ; {
		next := bytes.Index(file[at:], streamWord)
		if next < 0 {
			_, err := r.Seek(0, io.SeekStart)
			return err
		}
		if ctx.Err() != nil {
			return ErrSlow.Because(ctx.Err())
		}
		head := dictionary(file[:at+next])
		at += next + len(streamWord)
		if !kept.Match(head) {
			continue
		}
		switch names := filters.FindAll(head, -1); {
		case len(names) == 0: // as large as it looks
		case len(names) > 1 || !bytes.HasPrefix(names[0], []byte("/Fl")):
			return ErrBroken // no honest writer folds objects twice
		default:
			if left -= unfolded(file[at:], left+1); left < 0 {
				return ErrBroken
			}
		}
	}
}

// dictionary is the text before a stream's word, back to where its object begins, with
// names freed of their disguise.
func dictionary(before []byte) []byte {
	const far = 4096 // no such dictionary is longer
	before = before[max(0, len(before)-far):]
	if i := bytes.LastIndex(before, []byte("obj")); i >= 0 {
		before = before[i:]
	}
	return escaped.ReplaceAllFunc(before, func(b []byte) []byte {
		return []byte{hexValue(b[1])<<4 | hexValue(b[2])}
	})
}

func hexValue(c byte) byte {
	switch {
	case c <= '9':
		return c - '0'
	case c <= 'F':
		return c - 'A' + 10
	default:
		return c - 'a' + 10
	}
}

// unfolded counts what a stream comes to, up to limit. What is no zlib stream comes to
// nothing here, and is refused by the parser.
func unfolded(data []byte, limit int64) int64 {
	z, err := zlib.NewReader(bytes.NewReader(bytes.TrimLeft(data, "\r\n")))
	if err != nil {
		return 0
	}
	n, _ := io.Copy(io.Discard, io.LimitReader(z, limit)) // a broken end: what came before it counts
	return n
}

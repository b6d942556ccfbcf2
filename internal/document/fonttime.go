package document

import (
	"bytes"
	"encoding/binary"
	"errors"
)

// keepTime puts the font's own time of change back where the subsetter wrote the present
// moment, and mends the two sums: the same paper has to give the same bytes.
func keepTime(file, oldHead []byte) error {
	record := bytes.Index(file[:min(len(file), 512)], []byte("head"))
	if record < 0 || record+16 > len(file) || len(oldHead) < 36 {
		return errors.New("the subset font has no head table")
	}
	at := int(binary.BigEndian.Uint32(file[record+8:]))
	size := int(binary.BigEndian.Uint32(file[record+12:]))
	if at+size > len(file) || size < 36 {
		return errors.New("the subset font has a broken head table")
	}
	head := file[at : at+size]
	copy(head[28:36], oldHead[28:36])
	binary.BigEndian.PutUint32(head[8:], 0)
	binary.BigEndian.PutUint32(file[record+4:], tableSum(head))
	binary.BigEndian.PutUint32(head[8:], 0xB1B0AFBA-tableSum(file))
	return nil
}

// tableSum adds up 32-bit words, the last one filled with zeros.
func tableSum(b []byte) (sum uint32) {
	for len(b) >= 4 {
		sum += binary.BigEndian.Uint32(b)
		b = b[4:]
	}
	var rest [4]byte
	copy(rest[:], b)
	return sum + binary.BigEndian.Uint32(rest[:])
}

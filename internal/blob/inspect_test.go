package blob

import (
	"bytes"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/fault"
)

func inspect(t testing.TB, file []byte) (Kind, error) {
	t.Helper()
	return Inspect(t.Context(), bytes.NewReader(file), int64(len(file)))
}

func TestWhatIsTaken(t *testing.T) {
	for _, tc := range []struct {
		name string
		file []byte
		want Kind
	}{
		{"a photo", jpegPhoto(t), Kind{"image/jpeg", ".jpg", 1}},
		{"a scan", pngPhoto(t), Kind{"image/png", ".png", 1}},
		{"one page", pagesOf(1), Kind{"application/pdf", ".pdf", 1}},
		{"the most pages", pagesOf(MaxPages), Kind{"application/pdf", ".pdf", MaxPages}},
		{"the count lies", bytes.Replace(pagesOf(3), []byte("/Count 3"), []byte("/Count 9"), 1), Kind{"application/pdf", ".pdf", 3}},
		{"a link to an address", pdfOf(catalogue, onePage, strings.Replace(leaf, ">>>>", ">>/Annots[<</Subtype/Link/A<</S/URI/URI(https://example.ir)>>>>]>>", 1)), Kind{"application/pdf", ".pdf", 1}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got, err := inspect(t, tc.file); err != nil || got != tc.want {
				t.Errorf("Inspect() = %+v, %v; want %+v", got, err, tc.want)
			}
		})
	}
}

func TestWhatIsRefused(t *testing.T) {
	root := func(more string) []byte {
		return pdfOf(strings.Replace(catalogue, ">>", more+">>", 1), onePage, leaf)
	}
	for _, tc := range []struct {
		name string
		file []byte
		want error
	}{
		{"nothing", nil, ErrEmpty},
		{"a text", []byte("دادخواست"), ErrType},
		{"a web page", []byte("<html><script>alert(1)</script>"), ErrType},
		{"a zip", []byte("PK\x03\x04 and more"), ErrType},
		{"TIFF, GIF, SVG", []byte("II*\x00"), ErrType},
		{"a program before a PDF", append([]byte("MZ"), pagesOf(1)...), ErrType},
		{"only the first bytes of a PDF", []byte("%PDF-1.7"), ErrBroken},
		{"half a PDF", pagesOf(9)[:200], ErrBroken},
		{"no pages", pdfOf(catalogue, "<</Type/Pages/Kids[]/Count 0>>"), ErrBroken},
		{"pages in a circle", pdfOf(catalogue, "<</Type/Pages/Kids[2 0 R]/Count 1>>"), ErrBroken},
		{"password to open", encrypted(t, "secret"), ErrEncrypted},
		{"password to change", encrypted(t, ""), ErrEncrypted},
		{"program at opening", root("/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"), ErrActive},
		{"its name in disguise", root("/OpenAction<</S/J#61vaScript/J#53(1)>>"), ErrActive},
		{"starts another program", root("/OpenAction<</S/Launch/F(cmd.exe)>>"), ErrActive},
		{"files inside", root("/Names<</EmbeddedFiles<</Names[(a)<</EF<</F 3 0 R>>>>]>>>>"), ErrActive},
		{"form of XFA", root("/AcroForm<</XFA(x)/Fields[]>>"), ErrActive},
		{"sends its fields away", root("/AA<</WC<</S/SubmitForm/F(http://x)>>>>"), ErrActive},
		{"hidden where no page leads", pdfOf(catalogue, onePage, leaf, "<</S/JavaScript/JS(1)>>"), ErrActive},
		{"nested without end", root("/X" + strings.Repeat("[", 5000) + strings.Repeat("]", 5000)), ErrBroken},
		{"one page too many", pagesOf(MaxPages + 1), ErrPages},
		{"a million pages in words", pdfOf(catalogue, "<</Type/Pages/Kids["+strings.Repeat("3 0 R ", 1_000_000)+"]/Count 1000000>>", leaf), ErrBroken},
		{"a stream that unfolds to 200 MB", withBomb(200 << 20), ErrBroken},
		{"many streams that unfold together", manyBombs(40, 8<<20, ""), ErrBroken},
		{"the same in disguise", bytes.ReplaceAll(manyBombs(40, 8<<20, ""), []byte("/ObjStm"), []byte("/Obj#53tm")), ErrBroken},
		{"folded twice", manyBombs(1, 1<<20, "/FlateDecode"), ErrBroken},
		{"pixel flood", pngOf(60_000, 60_000), ErrPixels},
		{"one long side", pngOf(1, 60_000), ErrPixels},
		{"more pixels than there are numbers", pngOf(1<<31-1, 1<<31-1), ErrBroken},
		{"half a photo's head", jpegPhoto(t)[:40], ErrBroken},
		{"no picture in it", []byte("\x89PNG\r\n\x1a\n----------------"), ErrBroken},
	} {
		t.Run(tc.name, func(t *testing.T) {
			began := time.Now()
			got, err := inspect(t, tc.file)
			if !errors.Is(err, tc.want) {
				t.Errorf("Inspect() = %+v, %v; want %v", got, err, tc.want)
			}
			if took := time.Since(began); took > MaxTime {
				t.Errorf("took %v", took)
			}
		})
	}
}

func TestTooLargeIsNotEvenRead(t *testing.T) {
	if _, err := Inspect(t.Context(), nil, MaxFileBytes+1); !errors.Is(err, ErrTooLarge) {
		t.Error(err)
	}
}

// Whatever the bytes are: an answer in time, a fault with words for people, and no memory
// that goes on growing.
func TestSpoiledFiles(t *testing.T) {
	files := spoiled(t, 400)
	counts, slowest := map[string]int{}, time.Duration(0)
	for i, file := range files {
		began := time.Now()
		_, err := inspect(t, file)
		slowest = max(slowest, time.Since(began))
		if f, ok := fault.As(err); ok {
			counts[f.Code]++
		} else if err != nil {
			t.Errorf("file %d: %v has no words for people", i, err)
		}
	}
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	t.Logf("%d files: %v; slowest %v; memory from the system %d MB", len(files), counts, slowest, memory.Sys>>20)
	if slowest > MaxTime+time.Second {
		t.Errorf("the slowest took %v", slowest)
	}
}

// Memory is bounded by the sum of what a file unfolds to, not by each stream alone.
func TestBombsAreNotHeld(t *testing.T) {
	file := manyBombs(40, 8<<20, "")
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, err := inspect(t, file); !errors.Is(err, ErrBroken) {
		t.Error(err)
	}
	runtime.ReadMemStats(&after)
	if grown := (after.TotalAlloc - before.TotalAlloc) >> 20; grown > 32 {
		t.Errorf("%d MB were held for a file of %d KB that unfolds to 320 MB", grown, len(file)>>10)
	}
}

// endless is a file whose reader waits until the test is over.
type endless struct {
	io.ReadSeeker
	over chan struct{}
}

func (e endless) Read(p []byte) (int, error) {
	if len(p) > 16 { // the first look, of 16 bytes, gets its answer
		<-e.over
		return 0, io.ErrUnexpectedEOF
	}
	return e.ReadSeeker.Read(p)
}

func TestAReaderThatHangsIsLeft(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for the whole time limit")
	}
	over := make(chan struct{})
	defer close(over)
	began := time.Now()
	_, err := Inspect(t.Context(), endless{bytes.NewReader(pagesOf(1)), over}, 1000)
	if !errors.Is(err, ErrSlow) || time.Since(began) > MaxTime+time.Second {
		t.Errorf("%v after %v", err, time.Since(began))
	}
}

func FuzzInspect(f *testing.F) {
	for _, file := range spoiled(f, 20) {
		f.Add(file)
	}
	f.Add(pagesOf(2))
	f.Fuzz(func(t *testing.T, file []byte) {
		kind, err := inspect(t, file)
		if errors.Is(err, ErrSlow) {
			t.Fatal("took all its time")
		}
		if _, ok := fault.As(err); err != nil && !ok {
			t.Errorf("%v has no words for people", err)
		}
		if err == nil && (kind.Pages < 1 || kind.Pages > MaxPages) {
			t.Errorf("%d pages", kind.Pages)
		}
	})
}

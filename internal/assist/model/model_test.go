package model_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/assist/model"
)

func small() *model.Model {
	keys := []uint64{model.Key('w', "اجاره"), model.Key('w', "چک")}
	if keys[0] > keys[1] {
		keys[0], keys[1] = keys[1], keys[0]
	}
	own := model.Trained{Bias: []float32{0, 0.1}, Weights: [][]float32{{2, -1}, {-1, 2}}}
	group := model.Trained{Of: []uint16{0, 0}, Bias: []float32{0}, Weights: [][]float32{{1}, {1}}}
	m := model.Build([]string{"A", "B"}, []model.Word{{Text: "اجاره", Uses: 3}}, keys, []float32{1, 1.5}, [3]model.Trained{own, group, group})
	m.Mix, m.Gate.None[0] = model.Mix{Learned: 1, None: 2}, -3
	return m
}

// TestAModelComesBackAsItWasWritten, and damaged files are refused, wherever they end.
func TestAModelComesBackAsItWasWritten(t *testing.T) {
	m := small()
	var file bytes.Buffer
	if err := m.Write(&file); err != nil {
		t.Fatal(err)
	}
	data := file.Bytes()
	back, err := model.Read(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	signs := []model.Sign{{Key: model.Key('w', "اجاره"), Value: 1}, {Key: model.Key('w', "نان"), Value: 1}}
	one, other := m.Score(signs), back.Score(signs)
	if one.Class[0] != other.Class[0] || one.Class[0] == one.Class[1] || back.Mix != m.Mix || back.Gate != m.Gate || back.Words[0] != m.Words[0] {
		t.Errorf("%+v came back as %+v", one, other)
	}
	for n := range data {
		if _, err := model.Read(bytes.NewReader(data[:n])); !errors.Is(err, model.ErrFile) {
			t.Fatalf("%d of %d bytes: %v", n, len(data), err)
		}
	}
}

func FuzzRead(f *testing.F) {
	var file bytes.Buffer
	if err := small().Write(&file); err != nil {
		f.Fatal(err)
	}
	f.Add(file.Bytes())
	f.Fuzz(func(_ *testing.T, data []byte) {
		if m, err := model.Read(bytes.NewReader(data)); err == nil {
			m.Score([]model.Sign{{Key: 1, Value: 1}})
		}
	})
}

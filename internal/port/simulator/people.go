package simulator

import (
	"encoding/json"
	"net/http"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// person is the civil registry: POST /v1/person {national_id, birth}.
func (s *Simulator) person(_ *http.Request, body []byte) (any, error) {
	var in struct {
		NationalID string `json:"national_id"`
		Birth      string `json:"birth"`
	}
	if err := json.Unmarshal(body, &in); err != nil {
		return nil, err
	}
	p, ok := s.cast.ByNationalID(in.NationalID)
	if !ok {
		return nil, no{http.StatusNotFound, "no_record"}
	}
	if p.Birth.ISO() != in.Birth {
		return nil, no{http.StatusConflict, "birth_mismatch"}
	}
	return map[string]any{
		"national_id": p.NationalID, "first": p.First, "last": p.Last, "father": p.Father, "birth": in.Birth, "alive": !p.Deceased,
	}, nil
}

// match says whether name and number belong together: POST /v1/match {national_id, name}.
func (s *Simulator) match(_ *http.Request, body []byte) (any, error) {
	var in struct {
		NationalID string `json:"national_id"`
		Name       string `json:"name"`
	}
	if err := json.Unmarshal(body, &in); err != nil {
		return nil, err
	}
	p, ok := s.cast.ByNationalID(in.NationalID)
	return map[string]bool{"match": ok && lang.Fold(p.Name()) == lang.Fold(in.Name)}, nil
}

// owns says whether a number is in a person's name: POST /v1/owns {national_id, mobile}.
func (s *Simulator) owns(_ *http.Request, body []byte) (any, error) {
	var in struct {
		NationalID string `json:"national_id"`
		Mobile     string `json:"mobile"`
	}
	if err := json.Unmarshal(body, &in); err != nil {
		return nil, err
	}
	p, ok := s.cast.ByNationalID(in.NationalID)
	return map[string]bool{"owns": ok && p.Mobile == in.Mobile}, nil
}

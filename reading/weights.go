package reading

import (
	_ "embed"
	"fmt"
	"sync"

	"sayso/reading/crf"
	"sayso/reading/neural"
)

//go:embed weights.bin
var weightsFile []byte

const weightsMagic = "saysoREAD4\n\x00"

// weights are what was trained. They may be shared.
type weights struct {
	classes     wordClasses
	filter      *crf.Model
	calibration calibration
	network     *neural.Model
}

// trained are the embedded weights, used where they lie in the binary.
var trained = sync.OnceValue(func() weights {
	w, err := loadWeights(weightsFile)
	if err != nil {
		panic("reading: embedded weights.bin: " + err.Error())
	}
	return w
})

func loadWeights(file []byte) (w weights, err error) {
	if len(file) < len(weightsMagic) || string(file[:len(weightsMagic)]) != weightsMagic {
		return w, fmt.Errorf("not weights of this version")
	}
	rest := file[len(weightsMagic):]
	if w.classes, rest, err = loadClasses(rest); err != nil {
		return w, err
	}
	if w.filter, rest, err = crf.Load(rest); err != nil {
		return w, fmt.Errorf("filter: %w", err)
	}
	if w.filter.Labels != filterLabels {
		return w, fmt.Errorf("filter: %d labels, want %d", w.filter.Labels, filterLabels)
	}
	if w.calibration, rest, err = loadCalibration(rest); err != nil {
		return w, err
	}
	if w.network, _, err = neural.Load(rest); err != nil {
		return w, err
	}
	if w.network.Flags != numFlagRows || w.network.Places != numPlaces || w.network.Ways != numWays {
		return w, fmt.Errorf("the network is of another version")
	}
	return w, nil
}

// file returns the weights as they are embedded; network is its file.
func (w weights) file(network []byte) []byte {
	out := w.filter.Append(w.classes.append([]byte(weightsMagic)))
	return append(w.calibration.append(out), network...)
}

package subset

import "fmt"

// maxNesting is how deep composites may hold composites; readers crash on more.
const maxNesting = 16

// checkNesting finds composites that hold themselves or nest too deep.
func (t *trueType) checkNesting() error {
	height := map[uint16]int{} // 1 and up when known, -1 while being measured
	var measure func(id uint16, level int) (int, error)
	measure = func(id uint16, level int) (int, error) {
		if h := height[id]; h > 0 {
			return h, nil
		} else if h < 0 || level > maxNesting {
			return 0, fmt.Errorf("glyph %d nests in itself or too deep", t.glyphs[id])
		}
		height[id] = -1
		h := 1
		for _, part := range t.parts[id] {
			below, err := measure(part, level+1)
			if err != nil {
				return 0, err
			}
			h = max(h, below+1)
		}
		height[id] = h
		if h > maxNesting {
			return 0, fmt.Errorf("glyph %d nests too deep", t.glyphs[id])
		}
		return h, nil
	}
	for id := range t.glyphs {
		if _, err := measure(uint16(id), 1); err != nil {
			return err
		}
	}
	return nil
}

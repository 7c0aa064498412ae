package quantity

// Volume is a volume in units of 1e-15 m3 (a cube of 10 micrometres), in which
// the cubic foot of storage fees is a whole number. The range is 9,200 m3.
type Volume int64

// The units of storage volume, exact (1 ft = 0.3048 m).
const (
	CubicMeter      Volume = 1_000_000_000_000_000
	CubicFoot       Volume = 28_316_846_592_000
	CubicCentimeter        = CubicMeter / 1_000_000
)

var volumeUnits = []unit{
	{"cu ft", int64(CubicFoot)}, {"ft3", int64(CubicFoot)}, {"cuft", int64(CubicFoot)},
	{"m3", int64(CubicMeter)}, {"cm3", int64(CubicCentimeter)},
}

// ParseVolume reads "0.12 cu ft", "0.0028 m3".
func ParseVolume(text string) (Volume, error) {
	v, err := parseMeasure(text, "volume", volumeUnits)
	return Volume(v), err
}

// CubicFeet returns the volume in cubic feet, for display only.
func (v Volume) CubicFeet() float64 { return float64(v) / float64(CubicFoot) }

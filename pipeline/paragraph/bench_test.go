package paragraph

import (
	"strings"
	"testing"
)

// report is 600 characters of the kind that bulletins are made of.
var report = strings.Repeat("会议指出，当前和今后一个时期，要把推动高质量发展作为首要任务，2025年全市GDP增长5.3%；"+
	"各级各部门要结合实际“认真贯彻落实”，完善社区康养服务网络（见附件）。", 8)

func benchmark(b *testing.B, how Breaking, units bool) {
	clusters := squares(string([]rune(report)[:600]))
	o := profile(28 * em)
	o.Indent, o.Orphan, o.Breaking, o.Units = 2*em, true, how, units
	b.ReportAllocs()
	for b.Loop() {
		Break(clusters, o)
	}
}

func BenchmarkGreedy(b *testing.B)  { benchmark(b, Greedy, false) }
func BenchmarkOptimal(b *testing.B) { benchmark(b, Optimal, false) }

func BenchmarkGreedyUnits(b *testing.B)  { benchmark(b, Greedy, true) }
func BenchmarkOptimalUnits(b *testing.B) { benchmark(b, Optimal, true) }

package oracle
import "os/exec"
func execDiff() (string, error) { o, e := exec.Command("diff", "-U1", "/tmp/orc/a", "/tmp/orc/b").CombinedOutput(); return string(o), e }

package main
import ("testing";"path/filepath";"io";"strings";"os";"fmt";"time";"syscall")
func cpu() float64 { var r syscall.Rusage; syscall.Getrusage(0,&r); return float64(r.Utime.Nano()+r.Stime.Nano())/1e6 }
func zrun(command string) {
	g := &globals{stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard, getenv: func(string) string { return "" }}
	run([]string{command, filepath.Join("..", "..", "scenarios", "beverage.yaml")}, g)
}
func BenchmarkZT(b *testing.B) { for b.Loop() { zrun(os.Getenv("CMD")) } }
func TestZQ(t *testing.T) {
 for _,c:=range []string{"plan","prices","bill","tornado","leeway"} {
 zrun(c)
 bc,bw:=1e9,1e9; for range 30 { b:=cpu(); w:=time.Now(); zrun(c); bc=min(bc,cpu()-b); bw=min(bw,float64(time.Since(w).Microseconds())/1000) }; fmt.Printf("%s mincpu %.2f ms minwall %.2f\n",c,bc,bw)
 }
}

package hocket.benchmarks.run;

import hocket.benchmarks.load.Kind;
import hocket.benchmarks.load.Workload;
import java.util.List;

/** Workloads that differ in one number only. */
public record Curve(String name, String axis, List<Contestant> contestants, List<Point> points) {
    /** Whether nobody talks, so that it is the memory that matters; all contestants are then JVMs. */
    boolean weighs() {
        return points.get(0).workload().kind() == Kind.IDLE;
    }

    /** The number, and the workload with it. */
    public record Point(int x, Workload workload) {}
}

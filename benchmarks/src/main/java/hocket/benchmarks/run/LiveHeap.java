package hocket.benchmarks.run;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bytes of all live objects of a JVM, after a full collection. */
final class LiveHeap {
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

    private LiveHeap() {}

    static long of(Process jvm) {
        Matcher total =
                TOTAL.matcher(Command.output(Contestant.tool("jcmd"), String.valueOf(jvm.pid()), "GC.class_histogram"));
        if (!total.find()) {
            throw new IllegalStateException("jcmd says nothing of process " + jvm.pid());
        }
        return Long.parseLong(total.group(1));
    }
}

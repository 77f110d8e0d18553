package hocket.interop;

import java.util.List;

/** The threads of our clients in this JVM. */
final class ClientThreads {
    private ClientThreads() {}

    static List<String> names() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("hocket-client") || name.startsWith("HttpClient-"))
                .toList();
    }

    /** Waits until there are no more than so many. */
    static void awaitAtMost(int count) throws InterruptedException {
        Waits.until(() -> count + " threads are left of " + names(), () -> names().size() <= count);
    }
}

package hocket.testkit;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** An executor whose tasks run when the test says so: handlers on another thread, without the thread. */
final class HandCrank implements Executor {
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Runs what waits, and what is added meanwhile. */
    void crank() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /** Runs the task that has waited longest. */
    void step() {
        tasks.remove().run();
    }

    boolean isIdle() {
        return tasks.isEmpty();
    }
}

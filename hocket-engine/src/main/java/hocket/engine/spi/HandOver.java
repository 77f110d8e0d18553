package hocket.engine.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What a turn of a lane leaves to an executor, in one call however much it is: to wake a thread costs more than most
 * handlers, and an executor that is called by one of its own threads need not wake that one. Belongs to the lane.
 */
final class HandOver implements Runnable {
    private final List<Runnable> tasks = new ArrayList<>(); // lane
    private @Nullable Executor executor; // lane: that of the tasks, null before the first

    /** Whether that executor's tasks may be added: there are none of another one. */
    boolean isOpenTo(Executor next) {
        return tasks.isEmpty() || next == executor;
    }

    void add(Executor next, Runnable task) {
        executor = next;
        tasks.add(task);
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    /** Hands over what there is. */
    @Override
    public void run() {
        Executor to = executor;
        if (to == null || tasks.isEmpty()) {
            return;
        }
        Runnable all = tasks.size() == 1 ? tasks.get(0) : new Burst(to, List.copyOf(tasks));
        tasks.clear();
        to.execute(all);
    }

    /** On a thread of the executor: the other tasks are handed on, so that none waits for another, and the first is run. */
    private record Burst(Executor executor, List<Runnable> tasks) implements Runnable {
        @Override
        public void run() {
            for (int i = 1; i < tasks.size(); i++) {
                executor.execute(tasks.get(i));
            }
            tasks.get(0).run();
        }
    }
}

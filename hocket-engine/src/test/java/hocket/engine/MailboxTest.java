package hocket.engine;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.engine.spi.Lane;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Queue<Throwable> errors = new ConcurrentLinkedQueue<>();
    private final ByHand handlers = new ByHand();
    private final Handlers byHand = Handlers.pool(handlers);
    private final LaneByHand lane = new LaneByHand();
    private final List<String> told = new ArrayList<>();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private Mailbox mailbox(int capacity) {
        return new Mailbox(Handlers.pool(threads), lane, capacity, errors::add);
    }

    @Test
    void tasksRunOneAtATimeAndInOrder() throws InterruptedException {
        Mailbox mailbox = mailbox(10);
        List<Integer> order = new ArrayList<>(); // unsynchronised on purpose: one at a time is the promise
        AtomicInteger running = new AtomicInteger();
        AtomicInteger together = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(10_000);
        for (int i = 0; i < 10_000; i++) {
            int number = i;
            mailbox.post(() -> {
                if (running.incrementAndGet() > 1) {
                    together.incrementAndGet();
                }
                order.add(number);
                running.decrementAndGet();
                done.countDown();
            });
        }
        lane.endTurn();
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(together).hasValue(0);
        assertThat(order).hasSize(10_000).isSorted();
    }

    @Test
    void whatATaskThrowsIsToldAndTheNextOneRuns() throws InterruptedException {
        Mailbox mailbox = mailbox(10);
        CountDownLatch done = new CountDownLatch(1);
        IllegalStateException failure = new IllegalStateException("of the user");
        mailbox.post(() -> {
            throw failure;
        });
        mailbox.post(() -> {
            throw new StackOverflowError();
        });
        mailbox.post(done::countDown);
        lane.endTurn();
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(errors).hasSize(2).first().isSameAs(failure);
    }

    @Test
    void fullAndRoomAreToldAtTheBorders() {
        Mailbox mailbox = watched(4);
        post(mailbox, 3);
        assertThat(told).isEmpty();
        post(mailbox, 1);
        assertThat(told).containsExactly("full");
        post(mailbox, 1);
        handlers.run();
        assertThat(told).containsExactly("full");
        lane.run();
        assertThat(told).containsExactly("full", "room");
        post(mailbox, 4);
        assertThat(told).containsExactly("full", "room", "full");
    }

    @Test
    void roomIsNotToldToWhomFullWasNotTold() {
        Mailbox mailbox = watched(4);
        post(mailbox, 3);
        handlers.run();
        lane.run();
        assertThat(told).isEmpty();
    }

    @Test
    void fullIsToldOnceUntilThereIsRoom() {
        Mailbox mailbox = watched(4);
        post(mailbox, 1);
        mailbox.post(() -> post(mailbox, 1));
        post(mailbox, 2);
        handlers.run();
        assertThat(told).containsExactly("full");
        lane.run();
        assertThat(told).containsExactly("full", "room");
    }

    @Test
    void roomIsNotToldWhenTheMailboxIsFullAgainMeanwhile() {
        Mailbox mailbox = watched(4);
        post(mailbox, 2);
        mailbox.post(() -> {
            post(mailbox, 2);
            lane.run();
            assertThat(told).containsExactly("full");
        });
        post(mailbox, 1);
        handlers.run();
        lane.run();
        assertThat(told).containsExactly("full", "room");
        assertThat(errors).isEmpty();
    }

    /** Its tasks run when the test says so, and on the test's thread. */
    private Mailbox watched(int capacity) {
        return new Mailbox(byHand, lane, capacity, new Mailbox.Owner() {
            @Override
            public void onError(Throwable error) {
                errors.add(error);
            }

            @Override
            public void onFull() {
                told.add("full");
            }

            @Override
            public void onRoom() {
                told.add("room");
            }
        });
    }

    private static void post(Mailbox mailbox, int tasks) {
        for (int i = 0; i < tasks; i++) {
            mailbox.post(() -> {});
        }
    }

    @Test
    void mailboxesThatATurnOfTheLaneFeedsAreServedByOneCallOfTheExecutor() {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int number = i;
            Mailbox mailbox = watched(10);
            mailbox.post(() -> order.add(number));
            mailbox.post(() -> order.add(number));
        }
        assertThat(handlers.tasks).as("the turn goes on").isEmpty();
        lane.endTurn();
        assertThat(handlers.tasks).hasSize(1);
        handlers.run();
        assertThat(order).containsExactly(0, 0, 1, 1, 2, 2);
    }

    @Test
    void handlerThatBlocksHoldsUpNoOtherOfItsTurn() throws InterruptedException {
        CountDownLatch others = new CountDownLatch(3);
        CountDownLatch blocked = new CountDownLatch(1);
        mailbox(10).post(() -> {
            try {
                others.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            blocked.countDown();
        });
        for (int i = 0; i < 3; i++) {
            mailbox(10).post(others::countDown);
        }
        lane.endTurn();
        assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void inlineTasksRunAtOnceAndNestedOnesAfterwards() {
        Mailbox mailbox = new Mailbox(Handlers.inline(), lane, 10, errors::add);
        List<String> order = new ArrayList<>();
        mailbox.post(() -> {
            mailbox.post(() -> order.add("inner"));
            order.add("outer");
        });
        assertThat(order).containsExactly("outer", "inner");
    }

    @Test
    void inlineTasksPostedElsewhereRunOnTheLane() {
        Mailbox mailbox = new Mailbox(Handlers.inline(), lane, 10, errors::add);
        List<String> order = new ArrayList<>();
        lane.leave();
        mailbox.post(() -> order.add("first"));
        mailbox.post(() -> order.add("second"));
        assertThat(order).isEmpty();
        lane.run();
        assertThat(order).containsExactly("first", "second");
    }

    @Test
    void tasksBehindAStageWaitUntilItIsCompleted() {
        Mailbox mailbox = new Mailbox(Handlers.inline(), lane, 10, errors::add);
        CompletableFuture<Void> stage = new CompletableFuture<>();
        List<String> order = new ArrayList<>();
        mailbox.postStage(() -> {
            order.add("asked");
            return stage;
        });
        mailbox.post(() -> order.add("behind"));
        assertThat(order).containsExactly("asked");
        stage.completeExceptionally(new IllegalStateException("refused"));
        assertThat(order).containsExactly("asked", "behind");
        mailbox.post(() -> order.add("later"));
        assertThat(order).containsExactly("asked", "behind", "later");
    }

    @Test
    void eachThreadsTasksKeepTheirOrder() throws InterruptedException {
        Mailbox mailbox = new Mailbox(threads, errors::add);
        int posters = 3;
        int tasks = 20_000;
        int[] seen = new int[posters]; // unsynchronised on purpose
        AtomicInteger disorder = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(posters * tasks);
        for (int p = 0; p < posters; p++) {
            int poster = p;
            new Thread(() -> {
                        for (int i = 0; i < tasks; i++) {
                            int number = i;
                            mailbox.post(() -> {
                                if (seen[poster]++ != number) {
                                    disorder.incrementAndGet();
                                }
                                done.countDown();
                            });
                        }
                    })
                    .start();
        }
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(disorder).hasValue(0);
    }

    @Test
    void taskThatTheExecutorRefusesRunsElsewhere() throws InterruptedException {
        threads.shutdown();
        CountDownLatch done = new CountDownLatch(1);
        mailbox(10).post(done::countDown);
        lane.endTurn();
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void defaultHandlersRunOffTheCallingThread() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        List<Boolean> same = new ArrayList<>();
        new Mailbox(Handlers.virtualThreads(), lane, 10, errors::add).post(() -> {
            same.add(Thread.currentThread() == caller);
            done.countDown();
        });
        lane.endTurn();
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(same).containsExactly(false);
    }

    /** Runs what it was given when it is told to, on the thread of the test. */
    private final class ByHand implements Executor {
        private final Queue<Runnable> tasks = new ArrayDeque<>();

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        void run() {
            lane.endTurn();
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
        }
    }

    /** A lane on the thread of the test. */
    private static final class LaneByHand extends Lane {
        private boolean left;

        /** Ends the turn that the test is, and runs what was given to it. */
        void run() {
            endTurn();
            runTasks();
        }

        /** From now on the test's thread is not the lane's. */
        void leave() {
            left = true;
        }

        @Override
        public boolean isInside() {
            return !left;
        }

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        protected void wake() {}

        @Override
        protected void wakeAfter(long nanos) {}
    }
}

package hocket.netty;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.engine.spi.Timeout;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.Future;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NettyLaneTest {
    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<Future<?>> wakeups = new CopyOnWriteArrayList<>();
    private final NettyLane lane = new NettyLane(counting((EventLoop) group.next()));

    /** The loop, noting each wake-up that is asked of it. */
    private EventLoop counting(EventLoop loop) {
        return (EventLoop) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {EventLoop.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(loop, arguments);
                        if (method.getName().equals("schedule")) {
                            wakeups.add((Future<?>) result);
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @AfterEach
    void shutDown() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private void onLane(Runnable task) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        lane.execute(() -> {
            task.run();
            done.complete(null);
        });
        done.get(10, TimeUnit.SECONDS);
    }

    private long pending() {
        return wakeups.stream().filter(wakeup -> !wakeup.isDone()).count();
    }

    @Test
    void oneWakeUpIsPendingHoweverManyTimersAreStarted() throws Exception {
        onLane(() -> {
            for (int i = 100; i > 0; i--) {
                lane.newTimeout(() -> {}).start(Duration.ofSeconds(i));
            }
        });

        assertThat(pending()).isEqualTo(1);
    }

    @Test
    void shortTimersBesideALongOneLeaveNoWakeUpsBehind() throws Exception {
        onLane(() -> lane.newTimeout(() -> {}).start(Duration.ofSeconds(100)));
        for (int i = 0; i < 50; i++) {
            CompletableFuture<Void> fired = new CompletableFuture<>();
            onLane(() -> {
                Timeout timeout = lane.newTimeout(() -> fired.complete(null));
                timeout.startNanos(100_000);
            });
            fired.get(10, TimeUnit.SECONDS);
        }
        onLane(() -> {});

        assertThat(pending()).isEqualTo(1);
    }

    /** As when a server that closes tells the sessions of the lane that it happens to be on. */
    @Test
    void turnThatBeginsInACallbackOfTheLoopEndsToo() throws Exception {
        CompletableFuture<Void> flushed = new CompletableFuture<>();
        CompletableFuture<Void> handled = new CompletableFuture<>();
        lane.loop().execute(() -> {
            lane.atTurnEnd(() -> flushed.complete(null));
            lane.atTurnEnd(Runnable::run, () -> handled.complete(null));
        });
        flushed.get(10, TimeUnit.SECONDS);
        handled.get(10, TimeUnit.SECONDS);
    }

    @Test
    void sixtyFourInputsEndATurnAndFewerWaitForTheTasks() throws Exception {
        List<Integer> ends = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> passed = new CompletableFuture<>();
        lane.loop().execute(() -> {
            for (int i = 1; i <= 100; i++) {
                int inputs = i;
                lane.atTurnEnd(() -> ends.add(inputs));
                lane.endTurnSoon();
                if (i == 63) {
                    ends.add(-1);
                }
            }
            ends.add(-2);
            lane.atTurnEnd(() -> passed.complete(null));
        });
        passed.get(10, TimeUnit.SECONDS);

        assertThat(ends.indexOf(-1)).isZero();
        assertThat(ends.indexOf(64)).isEqualTo(64);
        assertThat(ends.indexOf(-2)).isEqualTo(65);
        assertThat(ends).hasSize(102).endsWith(100);
    }

    @Test
    void whatComesAfterTheShutDownIsDropped() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        lane.execute(() -> {
            throw new AssertionError("nobody runs this");
        });

        assertThat(lane.isInside()).isFalse();
    }
}

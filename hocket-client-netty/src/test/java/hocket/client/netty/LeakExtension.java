package hocket.client.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.ResourceLeakDetector;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails each test class during which a Netty buffer was collected by the garbage collector and not released. It registers
 * itself where this module's test jar is on the class path.
 */
public final class LeakExtension implements BeforeAllCallback, AfterAllCallback {
    private static final Duration GC_PATIENCE = Duration.ofSeconds(10);
    private static final Queue<String> LEAKS =
            new ConcurrentLinkedQueue<>(); // any thread; static as Netty's listener is

    private static volatile boolean watching; // any thread

    static {
        ByteBufUtil.setLeakListener((type, records) -> LEAKS.add(type + " " + records));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        watching = true;
        if (ResourceLeakDetector.getLevel() != ResourceLeakDetector.Level.PARANOID) {
            throw new IllegalStateException("run tests with -Dio.netty.leakDetection.level=paranoid");
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        boolean nested =
                context.getParent().flatMap(ExtensionContext::getTestClass).isPresent();
        if (!nested) {
            failIfAnyLeaked();
        }
    }

    /** Whether it was asked to watch a class. */
    static boolean isWatching() {
        return watching;
    }

    static void failIfAnyLeaked() {
        List<String> leaks = find();
        if (!leaks.isEmpty()) {
            throw new AssertionError(leaks.size() + " buffers were not released, the first: " + leaks.get(0));
        }
    }

    /** What was lost since the last call. */
    private static List<String> find() {
        for (int i = 0; i < 2; i++) { // what the first round has found may have held on to more
            collectGarbage();
            ByteBufAllocator.DEFAULT.buffer(1).release(); // only an allocation makes Netty look
        }
        List<String> found = new ArrayList<>();
        for (String leak = LEAKS.poll(); leak != null; leak = LEAKS.poll()) {
            found.add(leak);
        }
        return found;
    }

    private static void collectGarbage() {
        ReferenceQueue<Object> collected = new ReferenceQueue<>();
        WeakReference<Object> canary = new WeakReference<>(new Object(), collected);
        System.gc();
        try {
            if (collected.remove(GC_PATIENCE.toMillis()) != canary) {
                throw new AssertionError("no garbage was collected: is explicit collection disabled?");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

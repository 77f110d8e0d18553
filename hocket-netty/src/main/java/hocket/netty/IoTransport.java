package hocket.netty;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;

/** How Netty talks to the operating system. */
public enum IoTransport {
    /** {@link #EPOLL} where its native part loads, else {@link #NIO}. */
    AUTO {
        @Override
        boolean isAvailable() {
            return true;
        }

        @Override
        IoHandlerFactory handlers() {
            return chosen().handlers();
        }

        @Override
        Class<? extends ServerChannel> serverChannel() {
            return chosen().serverChannel();
        }

        private IoTransport chosen() {
            return EPOLL.isAvailable() ? EPOLL : NIO;
        }
    },

    /** The JDK's selectors; everywhere. */
    NIO {
        @Override
        boolean isAvailable() {
            return true;
        }

        @Override
        IoHandlerFactory handlers() {
            return NioIoHandler.newFactory();
        }

        @Override
        Class<? extends ServerChannel> serverChannel() {
            return NioServerSocketChannel.class;
        }
    },

    /** Linux epoll. */
    EPOLL {
        @Override
        boolean isAvailable() {
            try {
                return Epoll.isAvailable();
            } catch (NoClassDefFoundError e) { // left out of an application on purpose
                return false;
            }
        }

        @Override
        IoHandlerFactory handlers() {
            return EpollIoHandler.newFactory();
        }

        @Override
        Class<? extends ServerChannel> serverChannel() {
            return EpollServerSocketChannel.class;
        }
    },

    /**
     * Linux io_uring; needs {@code netty-transport-native-io_uring} on the class path. By choice only: it was slower where
     * several frames leave at once.
     */
    IO_URING {
        @Override
        boolean isAvailable() {
            try {
                return IoUring.isAvailable();
            } catch (NoClassDefFoundError e) { // an optional dependency
                return false;
            }
        }

        @Override
        IoHandlerFactory handlers() {
            return IoUringIoHandler.newFactory();
        }

        @Override
        Class<? extends ServerChannel> serverChannel() {
            return IoUringServerSocketChannel.class;
        }
    };

    /** Whether it works on this machine. */
    abstract boolean isAvailable();

    abstract IoHandlerFactory handlers();

    abstract Class<? extends ServerChannel> serverChannel();
}

package hocket.client.netty;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;

/** How Netty talks to the operating system: epoll where its native part loads, else the JDK's selectors. */
enum IoSystem {
    NIO {
        @Override
        IoHandlerFactory handlers() {
            return NioIoHandler.newFactory();
        }

        @Override
        Class<? extends Channel> channel() {
            return NioSocketChannel.class;
        }
    },

    EPOLL {
        @Override
        IoHandlerFactory handlers() {
            return EpollIoHandler.newFactory();
        }

        @Override
        Class<? extends Channel> channel() {
            return EpollSocketChannel.class;
        }
    };

    static IoSystem best() {
        try {
            return Epoll.isAvailable() ? EPOLL : NIO;
        } catch (NoClassDefFoundError e) { // left out of an application on purpose
            return NIO;
        }
    }

    abstract IoHandlerFactory handlers();

    abstract Class<? extends Channel> channel();
}

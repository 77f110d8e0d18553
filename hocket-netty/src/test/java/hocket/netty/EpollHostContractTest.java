package hocket.netty;

class EpollHostContractTest extends NettyHostContract {
    EpollHostContractTest() {
        super(IoTransport.EPOLL);
    }
}

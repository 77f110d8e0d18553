package hocket.netty;

class NioHostContractTest extends NettyHostContract {
    NioHostContractTest() {
        super(IoTransport.NIO);
    }
}

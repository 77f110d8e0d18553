package hocket.examples.recipes;

import hocket.core.Event;
import hocket.server.ConnectRefusedException;
import hocket.server.Namespace;
import hocket.server.Socket;
import hocket.server.SocketIoServer;
import java.util.regex.Pattern;

/** One namespace for each game, made when its first player comes, with a board that travels as binary. */
final class Games {
    /** A player puts a stone. */
    record Move(int field, byte stone) {}

    /** The board after so many moves. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
    record State(int moves, byte[] board) {}

    static final Event<Move> MOVE = Event.of("move", Move.class);
    static final Event<State> STATE = Event.of("state", State.class);

    private static final Pattern NAME = Pattern.compile("^/game-(?<size>[3-9])$");
    private static final int PLAYERS = 2;

    void register(SocketIoServer io) {
        io.of(NAME).onNewNamespace(game -> {
            String size = String.valueOf(game.param("size"));
            new Game(game, Integer.parseInt(size)).register();
        });
    }

    /** One game; its monitor guards the board. */
    private static final class Game {
        private final Namespace players;
        private final byte[] board;
        private int moves;

        Game(Namespace players, int size) {
            this.players = players;
            this.board = new byte[size * size];
        }

        void register() {
            players.use(socket -> {
                if (players.sockets().size() >= PLAYERS) {
                    throw new ConnectRefusedException("the game is full");
                }
            });
            players.onConnection(this::onConnection);
        }

        private void onConnection(Socket socket) {
            socket.emit(STATE, state());
            socket.on(MOVE, move -> {
                play(move);
                players.emit(STATE, state());
            });
            // where the pointer is: who is too slow for it can do without
            socket.on(
                    "pointer",
                    Integer.class,
                    field -> socket.asVolatile().broadcast().emit("pointer", field));
        }

        private synchronized void play(Move move) {
            if (move.field() >= 0 && move.field() < board.length && board[move.field()] == 0) {
                board[move.field()] = move.stone();
                moves++;
            }
        }

        private synchronized State state() {
            return new State(moves, board.clone());
        }
    }
}

package hocket.examples.springchat;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The chat. */
@SpringBootApplication
public class ChatApplication {
    /** Runs until the process is told to end. */
    public static void main(String[] args) {
        SpringApplication.run(ChatApplication.class, args);
    }
}

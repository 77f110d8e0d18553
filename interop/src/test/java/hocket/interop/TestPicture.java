package hocket.interop;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import javax.imageio.ImageIO;

/** Pictures that can be told apart. */
final class TestPicture {
    static final String TOP_LEFT = "200,30,40";
    static final String BOTTOM_RIGHT = "20,60,220";

    private static final int NOISE_SIZE = 560;

    private TestPicture() {}

    /** Red in the left half, blue in the right. */
    static byte[] png(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                image.setRGB(x, y, x < width / 2 ? 0xc81e28 : 0x143cdc);
            }
        }
        return encode(image);
    }

    /** Almost a megabyte, as it cannot be compressed. */
    static byte[] noise() {
        ByteBuffer noise = ByteBuffer.wrap(Noise.of(NOISE_SIZE * NOISE_SIZE * 4));
        BufferedImage image = new BufferedImage(NOISE_SIZE, NOISE_SIZE, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < NOISE_SIZE; x++) {
            for (int y = 0; y < NOISE_SIZE; y++) {
                image.setRGB(x, y, noise.getInt());
            }
        }
        return encode(image);
    }

    private static byte[] encode(BufferedImage image) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return png.toByteArray();
    }
}

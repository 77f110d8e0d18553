/** A chat as a web application: {@link hocket.examples.servlet.Chat} is all there is, besides the page. */
@NullMarked
package hocket.examples.servlet;

import org.jspecify.annotations.NullMarked;

/**
 * Five small servers, each a page long and tested without a port: a typed chat, presence, orders with acks, games with
 * binary state, and a dashboard. Each registers its handlers with a server that it is given.
 */
@NullMarked
package hocket.examples.recipes;

import org.jspecify.annotations.NullMarked;

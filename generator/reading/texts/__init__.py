"""What is done to one text, whatever form it is from: leaks and broken words repaired, amounts read."""

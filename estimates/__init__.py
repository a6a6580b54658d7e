"""Computing power and tokens: what a plan needs and costs, taken over as planned spending when it is right."""
